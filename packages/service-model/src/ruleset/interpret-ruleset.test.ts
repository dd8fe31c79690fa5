import { describe, expect, it } from "vitest";
import type { RuleJson, RulesetJson } from "../model.ts";
import { interpretRuleset, type RulesetEndpoint, type RulesetParameters } from "./interpret-ruleset.ts";
import type { RulesetFunctions } from "./ruleset-functions.ts";
import { parseTemplate } from "./template.ts";

class RulesetError extends Error {}

/** Functions that are good enough to see that they are called, and with what. */
const functions: RulesetFunctions = {
  partition: (region) => ({ name: "aws", dnsSuffix: "example", of: region }),
  parseArn: (value) =>
    value?.startsWith("arn:") ? { service: "s3", resourceId: value.split(":").slice(1) } : undefined,
  parseUrl: (value) => (value === undefined ? undefined : { scheme: "https", isIp: false }),
  isValidHostLabel: (value, dots) => value !== undefined && (dots === true || !value.includes(".")),
  isVirtualHostableS3Bucket: (bucket) => bucket === "bucket",
  substring: (value, start, stop) => value?.slice(start, stop),
  uriEncode: (value) => value && encodeURIComponent(value),
  endpointError: (message) => new RulesetError(message),
};

const parameters: RulesetJson["parameters"] = {
  Region: { type: "String" },
  Bucket: { type: "string" },
  Flag: { type: "boolean", default: false, required: true },
  Names: { type: "stringArray" },
};
const ref = (name: string): object => ({ ref: name });
const when = (fn: string, ...argv: unknown[]): RuleJson["conditions"][number] => ({ fn, argv });
const to = (url: unknown, ...conditions: RuleJson["conditions"]): RuleJson => ({
  type: "endpoint",
  conditions,
  endpoint: { url },
});

function resolve(rules: RuleJson[], values: RulesetParameters = {}): RulesetEndpoint {
  return interpretRuleset({ version: "1.0", parameters, rules }, functions)(values);
}

describe("rules", () => {
  it("are tried in order; a tree without a match falls through", () => {
    const tree: RuleJson = {
      type: "tree",
      conditions: [],
      rules: [to("inner", when("isSet", ref("Region")))],
    };
    expect(resolve([tree, to("next")]).url).toBe("next");
    expect(resolve([tree, to("next")], { Region: "r" }).url).toBe("inner");
    expect(() => resolve([tree])).toThrow(RulesetError);
  });

  it("give errors their message", () => {
    const rule: RuleJson = { type: "error", conditions: [], error: "no {Region}" };
    expect(() => resolve([rule], { Region: "here" })).toThrow(new RulesetError("no here"));
  });

  it("see what conditions assign, later and below, not beside", () => {
    const arn = { ...when("aws.parseArn", ref("Bucket")), assign: "arn" };
    const inner = to(
      "{arn#service}",
      { ...when("getAttr", ref("arn"), "resourceId[0]"), assign: "kind" },
      when("stringEquals", ref("kind"), "x"),
    );
    const rules: RuleJson[] = [
      { type: "tree", conditions: [arn], rules: [inner] },
      to("assigned", when("isSet", ref("arn"))),
      to("beside"),
    ];
    expect(resolve(rules, { Bucket: "arn:x" }).url).toBe("s3");
    expect(resolve(rules, { Bucket: "arn:y" }).url).toBe("beside");
  });

  it("cannot assign twice", () => {
    const assign = { ...when("aws.partition", ref("Region")), assign: "p" };
    expect(() => resolve([to("x", assign, assign)])).toThrow(/p is assigned twice/);
  });

  it("make headers and properties of templates at any depth", () => {
    const endpoint = {
      url: "https://x",
      headers: { "x-region": ["{Region}", "*"] },
      properties: { authSchemes: [{ name: "v4", region: "{Region}", double: true }] },
    };
    expect(resolve([{ type: "endpoint", conditions: [], endpoint }], { Region: "r" })).toEqual({
      url: "https://x",
      headers: { "x-region": ["r", "*"] },
      properties: { authSchemes: [{ name: "v4", region: "r", double: true }] },
    });
  });
});

describe("parameters", () => {
  it("are checked", () => {
    expect(() => resolve([to("x")], { Flag: "true" })).toThrow(/Flag must be a boolean/);
    expect(() => resolve([to("x")], { Names: "a" })).toThrow(RulesetError);
    const strict = interpretRuleset(
      { version: "1.0", parameters: { Kind: { type: "string", required: true } }, rules: [to("x")] },
      functions,
    );
    expect(() => strict({})).toThrow(/Cannot find value for required parameter Kind/);
  });

  it("have defaults", () => {
    expect(resolve([to("off", when("booleanEquals", ref("Flag"), false))]).url).toBe("off");
  });
});

describe("what is missing", () => {
  it.each([
    ["a template", to("{Region}")],
    ["an attribute", to("x", when("stringEquals", { fn: "getAttr", argv: [ref("Nothing"), "name"] }, "x"))],
    ["a comparison", to("x", when("stringEquals", ref("Region"), "x"))],
    ["a substring", to("x", when("substring", ref("Region"), 0, 1, false))],
  ])("is an error in %s", (_, rule) => expect(() => resolve([rule])).toThrow(RulesetError));

  it("is no error where nothing is a value", () => {
    const first = { fn: "getAttr", argv: [ref("Names"), "[0]"] };
    expect(resolve([to("set", when("isSet", first)), to("not")], { Names: [] }).url).toBe("not");
    expect(resolve([to("x", when("isValidHostLabel", ref("Region"), false)), to("invalid")]).url).toBe(
      "invalid",
    );
  });
});

describe("names", () => {
  it("of every object are names like any other", () => {
    expect(() => resolve([to("{constructor#name}x{Region}")], { Region: "r" })).toThrow(RulesetError);
    const inherited = { fn: "getAttr", argv: [when("aws.partition", ref("Region")), "constructor"] };
    expect(() => resolve([to("x", when("isSet", inherited))])).toThrow(RulesetError);
  });

  it("of functions are known or refused at once", () => {
    expect(() => resolve([to("x", when("split", "a"))])).toThrow(/Unknown function/);
    expect(() => resolve([to("x", when("toString"))])).toThrow(/Unknown function/);
  });
});

describe("parseTemplate", () => {
  it("finds references and literal braces", () => {
    expect(parseTemplate("a{{b}}{Name}.{url#scheme}")).toEqual([
      "a{b}",
      { name: "Name", attributes: [] },
      ".",
      { name: "url", attributes: ["scheme"] },
    ]);
  });

  it("leaves text without references alone", () => {
    expect(parseTemplate("{{ {a_b}")).toEqual(["{{ {a_b}"]);
    expect(parseTemplate("")).toEqual([""]);
  });

  it("refuses lonely braces", () => expect(() => parseTemplate("{Name} {")).toThrow(SyntaxError));
});
