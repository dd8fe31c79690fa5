import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ConfigError } from "../errors/errors.ts";
import { parseIni, type IniSection } from "./ini.ts";
import { textOf } from "./text-of.ts";

type Plain = Record<string, Record<string, string | Record<string, string>>>;

/** Maps as objects without a prototype, to compare them. */
function plain(sections: ReadonlyMap<string, IniSection>): Plain {
  const of = (map: ReadonlyMap<string, unknown>): [string, unknown][] =>
    [...map].map(([key, value]) => [key, value instanceof Map ? Object.fromEntries(of(value)) : value]);
  return Object.fromEntries(of(sections)) as Plain;
}

const accepted: [name: string, text: string, expected: Plain][] = [
  ["nothing", "", {}],
  ["only comments", "# a\n; b\n", {}],
  ["an empty section", "[a]", { a: {} }],
  ["= and :", "[a]\nb=1\nc: 2\nd : 3", { a: { b: "1", c: "2", d: "3" } }],
  ["the first delimiter counts", "[a]\nb=c=d:e\nf:g=h", { a: { b: "c=d:e", f: "g=h" } }],
  ["keys in lower case", "[a]\nBig_Key = V", { a: { big_key: "V" } }],
  ["section names as written", "[A]\n[a]", { A: {}, a: {} }],
  ["indented sections and keys", "  [a]\n  b = 1\n  c = 2", { a: { b: "1", c: "2" } }],
  ["no inline comments", "[a]\nb = 1 # x ; y", { a: { b: "1 # x ; y" } }],
  ["an empty value", "[a]\nb =", { a: { b: "" } }],
  ["continued values", "[a]\nb = 1\n  2\n\t3", { a: { b: "1\n2\n3" } }],
  ["comments within continued values", "[a]\nb = 1\n# no\n  2", { a: { b: "1\n2" } }],
  ["an indented section is a continuation", "[a]\nb = 1\n [c]", { a: { b: "1\n[c]" } }],
  ["nested keys", "[a]\ns3 =\n  X = 1\n  y=2=3\nb = 4", { a: { s3: { X: "1", y: "2=3" }, b: "4" } }],
  ["comments and blanks in nested keys", "[a]\ns3 =\n\n  # no\n  x = 1\n\n  y = 2", { a: { s3: { x: "1", y: "2" } } }],
  ["an empty nested value", "[a]\ns3 =\n  x =", { a: { s3: { x: "" } } }],
  ["CRLF", "[a]\r\nb = 1\r\n  2\r\nc = 3\r\n", { a: { b: "1\n2", c: "3" } }],
  ["lone CR", "[a]\rb = 1\rc = 2", { a: { b: "1", c: "2" } }],
  ["a byte order mark", "\uFEFF[a]\nb = 1", { a: { b: "1" } }],
  ["tabs", "[a]\n\tb\t=\t1\t", { a: { b: "1" } }],
  ["text after a header", "[a] x\nb = 1", { a: { b: "1" } }],
  ["sections that come again are merged", "[a]\nb = 1\nc = 1\n[d]\n[a]\nc = 2", { a: { b: "1", c: "2" }, d: {} }],
  ["keys that come again: the last counts", "[a]\nb = 1\n  x\nb = 2", { a: { b: "2" } }],
  ["names of Object.prototype", "[constructor]\ntoString = 1\n[hasOwnProperty]", { constructor: { tostring: "1" }, hasOwnProperty: {} } as never],
  ["unicode", "[ü]\nk = 日本", { ü: { k: "日本" } }],
]; // prettier-ignore

const refused: [name: string, text: string, where: RegExp][] = [
  ["a key before any section", "b = 1", /file: line 1 is not a section/],
  ["a line that is nothing", "[a]\nb = 1\nnonsense", /file: line 3 is not a key and a value/],
  ["no key", "[a]\n = 1", /line 2/],
  ["an open section", "[a", /line 1/],
  ["a nested line that is nothing", "[a]\ns3 =\n  x @ y", /a line under "s3"/],
];

describe("parseIni", () => {
  test.each(accepted)("%s", (_, text, expected) => {
    expect(plain(parseIni(text, "file"))).toEqual(expected);
  });

  test.each(refused)("refuses %s", (_, text, where) => {
    expect(() => parseIni(text, "file")).toThrow(ConfigError);
    expect(() => parseIni(text, "file")).toThrow(where);
  });

  test("never quotes the text of a line, which may be a secret", () => {
    expect(() => parseIni("[a]\nwJalrXUtnFEMI", "file")).toThrow(/^(?!.*wJalr)/);
  });

  test("a section named __proto__ is a section and nothing else", () => {
    const sections = parseIni("[__proto__]\n__proto__ = 1\npolluted = yes\ns3 =\n  __proto__ = 2", "file");
    expect(sections.get("__proto__")?.get("polluted")).toBe("yes");
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    expect(textOf(parseIni("[a]\nb = 1", "file").get("a"), "constructor")).toBeUndefined();
  });

  test("a line of a megabyte takes no time", () => {
    const start = performance.now();
    for (const filler of [" ", "=", "[", "a", "\t=", "]"]) {
      const text = `[a]\nkey${filler.repeat(1_000_000)} = x`;
      parseIni(text, "file");
    }
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  test("any text gives sections or a ConfigError", () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom(
        "[a]",
        "[profile b]",
        "k = v",
        "s3 =",
        "  x = 1",
        "\t# c",
        "[__proto__]",
        "",
        "[",
        "=",
        ":",
      ),
    );
    fc.assert(
      fc.property(fc.array(line), fc.constantFrom("\n", "\r\n", "\r"), (lines, end) => {
        let failure: unknown;
        try {
          parseIni(lines.join(end), "file");
        } catch (error) {
          failure = error;
        }
        expect(failure === undefined || failure instanceof ConfigError).toBe(true);
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  test("what is written is read", () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9_-]{0,12}$/);
    const value = fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/);
    const file = fc.dictionary(
      name,
      fc.dictionary(name, fc.oneof(value, fc.dictionary(name, value, { minKeys: 1 }))),
    );
    fc.assert(
      fc.property(file, (sections) => {
        let text = "";
        for (const [header, keys] of Object.entries(sections)) {
          text += `[${header}]\n`;
          for (const [key, of] of Object.entries(keys)) {
            text += typeof of === "string" ? `${key} = ${of}\n` : `${key} =\n`;
            if (typeof of !== "string") for (const [k, v] of Object.entries(of)) text += `  ${k} = ${v}\n`;
          }
        }
        // A nested line that looks like a comment is one.
        fc.pre(!/^ *[#;]/m.test(text));
        expect(plain(parseIni(text, "file"))).toEqual(plain(new Map(Object.entries(sections).map(([k, v]) => [k, new Map(Object.entries(v).map(([n, w]) => [n, typeof w === "string" ? w : new Map(Object.entries(w))]))])))); // prettier-ignore
      }),
      { numRuns: 1_000 },
    );
  });
});

const folder = resolve(
  import.meta.dirname,
  "../../../..",
  process.env["INIA_CONFORMANCE"] ?? "../shared/conformance",
  "config/ini-files",
);
const published: [file: string, expected: Plain | "refused"][] = [
  ["aws_bad_profile", { default: { aws_access_key_id: "default", aws_secret_access_key: "default" }, 'profile "personal" "otherkey"': { aws_access_key_id: "default", aws_secret_access_key: "default" }, 'profile "my profile"': { aws_access_key_id: "default", aws_secret_access_key: "default" }, 'profile "missing end quote': {}, "profile personal1": { aws_access_key_id: "access_personal1", aws_secret_access_key: "key_personal1" } }],
  ["aws_config", { default: { aws_access_key_id: "foo", aws_secret_access_key: "bar" }, 'profile "personal"': { aws_access_key_id: "fie", aws_secret_access_key: "baz", aws_security_token: "fiebaz" } }],
  ["aws_config_bad", "refused"],
  ["aws_config_badbytes", "refused"],
  ["aws_config_nested", { default: { aws_access_key_id: "foo", aws_secret_access_key: "bar", s3: { signature_version: "s3v4", addressing_style: "path" }, cloudwatch: { signature_version: "v4" }, region: "us-west-2" } }],
  ["aws_config_nested_bad", "refused"],
  ["aws_config_nocreds", { default: { region: "us-west-2" } }],
  ["aws_config_other", { default: { aws_access_key_id: "other_foo", aws_secret_access_key: "other_bar" }, 'profile "personal"': { aws_access_key_id: "fie", aws_secret_access_key: "baz", aws_security_token: "fiebaz" } }],
  ["aws_credentials", "refused"],
  ["aws_services_config", { default: { endpoint_url: "https://localhost:1234/", services: "my-services" }, "services my-services": { s3: { endpoint_url: "https://localhost:5678/" }, dynamodb: { endpoint_url: "https://localhost:8888/" } } }],
  ["aws_sso_session_config", { default: { sso_session: "sso" }, "sso-session sso": { sso_start_url: "https://example.com", sso_region: "us-east-1" } }],
  ["aws_third_config", { default: { aws_access_key_id: "third_foo", aws_secret_access_key: "third_bar" }, 'profile "third"': { aws_access_key_id: "third_fie", aws_secret_access_key: "third_baz", aws_security_token: "third_fiebaz" } }],
  ["boto_config", { Credentials: { aws_access_key_id: "foo", aws_secret_access_key: "bar" } }],
  ["boto_config_empty", { Credentials: {} }],
  ["foo_config", { default: { aws_access_key_id: "foo", aws_secret_access_key: "bar", foo_region: "us-west-1" }, 'profile "foo"': { aws_access_key_id: "fie", aws_secret_access_key: "baz" } }],
]; // prettier-ignore

describe.skipIf(!existsSync(folder))(`published files of ${folder}`, () => {
  test.each(published)("%s", (file, expected) => {
    let outcome: Plain | "refused";
    try {
      outcome = plain(parseIni(readFileSync(resolve(folder, file), "latin1"), file));
    } catch (error) {
      outcome = error instanceof ConfigError ? "refused" : {};
    }
    expect(outcome).toEqual(expected);
  });
});
