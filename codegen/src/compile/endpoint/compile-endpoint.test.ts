import { describe, expect, it } from "vitest";
import type { RuleJson, RulesetJson } from "@inia/service-model";
import { compileEndpoint } from "./compile-endpoint.ts";

const parameters = {
  Region: { type: "string", builtIn: "AWS::Region" },
  UseFIPS: { type: "boolean", builtIn: "AWS::UseFIPS", default: false, required: true },
  UseDualStack: { type: "boolean", builtIn: "AWS::UseDualStack", default: false, required: true },
  Endpoint: { type: "string", builtIn: "SDK::Endpoint" },
};

const ref = (name: string): object => ({ ref: name });
const call = (fn: string, ...argv: unknown[]): RuleJson["conditions"][number] => ({ fn, argv });
const isTrue = (name: string): RuleJson["conditions"][number] => call("booleanEquals", ref(name), true);
const tree = (conditions: RuleJson["conditions"], ...rules: RuleJson[]): RuleJson => ({
  type: "tree",
  conditions,
  rules,
});
const to = (url: string, ...conditions: RuleJson["conditions"]): RuleJson => ({
  type: "endpoint",
  conditions,
  endpoint: { url },
});
const fail = (error: string, ...conditions: RuleJson["conditions"]): RuleJson => ({
  type: "error",
  conditions,
  error,
});
const ruleset = (rules: RuleJson[], more: RulesetJson["parameters"] = {}): RulesetJson => ({
  version: "1.0",
  parameters: { ...parameters, ...more },
  rules,
});
const partition = { ...call("aws.partition", ref("Region")), assign: "PartitionResult" };

/** The body of the compiled function. */
function bodyOf(source: RulesetJson): string[] {
  const { text } = compileEndpoint(source, "parcel");
  return text
    .slice(text.indexOf("export function"))
    .split("\n")
    .slice(2, -1)
    .map((line) => line.slice(2));
}

describe("rulesets that are like most", () => {
  const custom = tree(
    [call("isSet", ref("Endpoint"))],
    fail("no", isTrue("UseFIPS")),
    fail("no", isTrue("UseDualStack")),
    to("{Endpoint}"),
  );
  const usual = (fips: RuleJson[]): RulesetJson =>
    ruleset([
      custom,
      tree(
        [call("isSet", ref("Region")), partition],
        to(
          "https://parcel-fips.{Region}.{PartitionResult#dualStackDnsSuffix}",
          isTrue("UseFIPS"),
          isTrue("UseDualStack"),
        ),
        ...fips,
        to("https://parcel.{Region}.{PartitionResult#dualStackDnsSuffix}", isTrue("UseDualStack")),
        to("https://parcel.{Region}.{PartitionResult#dnsSuffix}"),
      ),
      fail("no region"),
    ]);
  const fips = to("https://parcel-fips.{Region}.{PartitionResult#dnsSuffix}", isTrue("UseFIPS"));

  it("are one expression, whatever their shape", () => {
    expect(compileEndpoint(usual([fips]), "x")).toEqual({
      kind: "standard",
      expression: '/* @__PURE__ */ standardEndpoint("parcel")',
      text: expect.stringContaining("export const resolveEndpoint: EndpointResolver = ") as string,
      imports: ["standardEndpoint"],
      typeImports: ["EndpointResolver"],
    });
  });

  it("say where FIPS has no name of its own", () => {
    const named = (attribute: object, value: string): RuleJson =>
      to("https://parcel.{Region}.amazonaws.com", isTrue("UseFIPS"), call("stringEquals", attribute, value));
    const name = { fn: "getAttr", argv: [ref("PartitionResult"), "name"] };
    expect(compileEndpoint(usual([named(name, "aws-us-gov"), fips]), "x").expression).toContain(
      'standardEndpoint("parcel", { plainFips: ["aws-us-gov"] })',
    );
    expect(compileEndpoint(usual([named(ref("Region"), "us-gov-west-1"), fips]), "x").expression).toContain(
      'standardEndpoint("parcel", { plainFipsRegions: ["us-gov-west-1"] })',
    );
    expect(compileEndpoint(usual([named(ref("Region"), "us-west-1"), fips]), "x").kind).toBe("function");
  });
});

describe("services without a ruleset", () => {
  it("have the standard host of their endpoint prefix", () => {
    expect(compileEndpoint(undefined, "parcel").expression).toBe(
      '/* @__PURE__ */ standardEndpoint("parcel")',
    );
  });
});

describe("compiled rulesets", () => {
  it("share what the answers to a question have in common", () => {
    const rules = [
      to("https://a-fips.dualstack.{Region}.x", isTrue("UseFIPS"), isTrue("UseDualStack")),
      to("https://a-fips.{Region}.x", isTrue("UseFIPS")),
      to("https://a.dualstack.{Region}.x", isTrue("UseDualStack")),
      to("https://a.{Region}.x"),
    ];
    expect(bodyOf(ruleset([tree([call("isSet", ref("Region"))], ...rules), fail("no region")]))).toEqual([
      'if (Region == null) failEndpoint("no region");',
      'return { url: `https://a${UseFIPS ? "-fips" : ""}${UseDualStack ? ".dualstack" : ""}.${Region}.x` };',
    ]);
  });

  it("fall through to the next rule when all rules of a tree fail", () => {
    const rules = [
      tree(
        [call("isSet", ref("Endpoint"))],
        to("https://first", isTrue("UseFIPS"), call("stringEquals", ref("Endpoint"), "x")),
      ),
      to("https://second", call("stringEquals", { fn: "getAttr", argv: [partition, "name"] }, "aws-cn")),
    ];
    expect(bodyOf(ruleset(rules))).toEqual([
      'if (UseFIPS && Endpoint === "x") return { url: "https://first" };',
      'if (partition(Region).name !== "aws-cn") failEndpoint("No rule of the endpoint ruleset applies");',
      'return { url: "https://second" };',
    ]);
  });

  it("throw where botocore stumbles over what is not there", () => {
    expect(bodyOf(ruleset([to("https://x.{Region}")]))).toEqual([
      'if (Region == null) failEndpoint("Region is needed to find the endpoint");',
      "return { url: `https://x.${Region}` };",
    ]);
    const required = { Kind: { type: "string", required: true } };
    expect(bodyOf(ruleset([to("https://{Kind}")], required))[0]).toBe(
      'if (Kind == null) failEndpoint("Cannot find value for required parameter Kind");',
    );
  });

  it("call a function once for all uses that follow each other", () => {
    const parsed = { ...call("parseURL", ref("Endpoint")), assign: "parsed_url" };
    const lines = bodyOf(
      ruleset([tree([parsed], to("{parsed_url#scheme}://{parsed_url#authority}{Endpoint}")), fail("bad")]),
    );
    expect(lines).toEqual([
      "const parsedUrl = parseUrl(Endpoint);",
      'if (!parsedUrl) failEndpoint("bad");',
      "return { url: `${parsedUrl.scheme}://${parsedUrl.authority}${Endpoint}` };",
    ]);
  });

  it("loop over rules that differ in numbers alone", () => {
    const rule = (from: number, end: number): RuleJson => {
      const part = call("substring", ref("Region"), from, end, false);
      const zone = { ...call("substring", ref("Region"), 1, from, false), assign: "zone" };
      return to("https://{zone}.x", call("isSet", part), call("stringEquals", part, "--"), zone);
    };
    const rules = [rule(4, 6), rule(7, 9), rule(12, 14), fail("no zone")];
    expect(bodyOf(ruleset([tree([call("isSet", ref("Region"))], ...rules), fail("no region")]))).toEqual([
      'if (Region == null) failEndpoint("no region");',
      "for (const [from, to] of [[4, 6], [7, 9], [12, 14]] as const) {",
      '  if (substring(Region, from, to) === "--") return { url: `https://${substring(Region, 1, from)}.x` };',
      "}",
      'failEndpoint("no zone");',
    ]);
  });

  it("ask for the parsed endpoint once it is known to be one", () => {
    const parsed = { ...call("parseURL", ref("Endpoint")), assign: "url" };
    const rules = [
      fail(
        "bad",
        call("isSet", ref("Endpoint")),
        call("not", call("isSet", call("parseURL", ref("Endpoint")))),
      ),
      to("https://fips", isTrue("UseFIPS")),
      to("https://{url#authority}/p", call("isSet", ref("Endpoint")), parsed),
      to("https://x"),
    ];
    expect(bodyOf(ruleset(rules)).slice(-3)).toEqual([
      'if (UseFIPS) return { url: "https://fips" };',
      "if (url) return { url: `https://${url.authority}/p` };",
      'return { url: "https://x" };',
    ]);
  });

  it("are not touched by text that looks like code", () => {
    const { text } = compileEndpoint(
      ruleset([fail("`$ \\ */ {{no}} ${Region}", call("isSet", ref("Region"))), to("https://x")]),
      "x",
    );
    expect(text).toContain("failEndpoint(`\\`$ \\\\ */ {no} $${Region}`)");
  });

  it("refuse what no ruleset has", () => {
    expect(() => compileEndpoint(ruleset([to("https://x", call("split", ref("Region")))]), "x")).toThrow(
      /cannot be compiled/,
    );
    expect(() => compileEndpoint(ruleset([to("https://{Nothing}")]), "x")).toThrow(
      /nothing is called Nothing/,
    );
    expect(() => compileEndpoint(ruleset([tree([partition], to("https://x", partition))]), "x")).toThrow(
      /assigned twice/,
    );
  });
});
