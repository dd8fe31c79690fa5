import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Ref, Structure } from "../../shape/shape.ts";
import { XmlReader } from "./reader.ts";
import { xmlWriter } from "./writer.ts";

const write = (structure: Structure["structure"], value: unknown): string =>
  xmlWriter({ structure }, "R")(value);

describe("writing XML", () => {
  it("keeps the order of the caller's object and leaves out what is absent or unknown", () => {
    const members: Structure["structure"] = { A: "string", B: { shape: "boolean", locationName: "b" }, C: "integer" };
    expect(write(members, { B: true, A: "x", C: undefined, D: 1 })).toBe("<R><b>true</b><A>x</A></R>");
    expect(write(members, { A: null, C: 0 })).toBe("<R><C>0</C></R>");
  }); // prettier-ignore

  it("writes scalars by their kind", () => {
    const members: Structure["structure"] = {
      T: "timestamp", U: { shape: "timestamp", timestampFormat: "unixTimestamp" }, H: { shape: "timestamp", timestampFormat: "rfc822" },
      B: "blob", D: "double", L: "long",
    };
    const T = new Date(1_398_796_238_000);
    expect(write(members, { T, U: T, H: T, B: "hi", D: -Infinity, L: 9223372036854775807n })).toBe(
      "<R><T>2014-04-29T18:30:38Z</T><U>1398796238</U><H>Tue, 29 Apr 2014 18:30:38 GMT</H><B>aGk=</B><D>-Infinity</D><L>9223372036854775807</L></R>",
    );
  }); // prettier-ignore

  it("escapes text and attributes", () => {
    const members: Structure["structure"] = { "T": "string", "A": { shape: "string", xmlAttribute: true, locationName: "x:a" } };
    expect(write(members, { T: `<&>"'\t\n\r`, A: `<&>"'\t\n\r` })).toBe(
      `<R x:a="&lt;&amp;&gt;&quot;'&#x9;&#xA;&#xD;"><T>&lt;&amp;&gt;"'\t\n&#xD;</T></R>`,
    );
  }); // prettier-ignore

  it("writes lists, named and flattened, and empty ones", () => {
    const named: Ref = { list: { shape: "string", locationName: "Item" } };
    const members: Structure["structure"] = {
      L: { list: "string" }, N: named, F: { shape: named, flattened: true, locationName: "Fs" }, G: { list: "string", flattened: true },
    };
    expect(write(members, { L: ["a"], N: ["b", "c"], F: ["d", "e"], G: ["f"] })).toBe(
      "<R><L><member>a</member></L><N><Item>b</Item><Item>c</Item></N><Fs>d</Fs><Fs>e</Fs><G>f</G></R>",
    );
    expect(write(members, { L: [], F: [] })).toBe("<R><L /></R>");
  }); // prettier-ignore

  it("writes maps, named and flattened", () => {
    const named: Ref = { map: { shape: "string", locationName: "V" }, key: { locationName: "K", xmlNamespace: { uri: "urn:k" } } };
    expect(write({ M: { map: "integer" }, N: named, F: { map: "string", flattened: true } }, { M: { a: 1 }, N: { b: "2" }, F: { c: "3", d: "4" } })).toBe(
      `<R><M><entry><key>a</key><value>1</value></entry></M><N><entry><K xmlns="urn:k">b</K><V>2</V></entry></N>` +
        "<F><key>c</key><value>3</value></F><F><key>d</key><value>4</value></F></R>",
    );
  }); // prettier-ignore

  it("declares namespaces where the reference says so, before attributes", () => {
    const grantee: Ref = {
      shape: { structure: { Type: { shape: "string", xmlAttribute: true, locationName: "xsi:type" } } },
      xmlNamespace: { prefix: "xsi", uri: "urn:i&x" },
    };
    const root: Ref = { shape: { structure: { G: grantee } }, xmlNamespace: { uri: "urn:s3" } };
    expect(xmlWriter(root, "Grant")({ G: { Type: "Group" } })).toBe(
      `<Grant xmlns="urn:s3"><G xmlns:xsi="urn:i&amp;x" xsi:type="Group" /></Grant>`,
    );
  });
});

const leaf: Structure["structure"] = {
  Text: "string",
  Flag: "boolean",
  Count: { shape: "long", locationName: "count" },
  Ratio: "double",
  When: "timestamp",
  Bytes: "blob",
  Attribute: { shape: "string", xmlAttribute: true, locationName: "at" },
};
const tree: Structure = {
  structure: {
    ...leaf,
    Kids: { list: () => tree },
    Flat: { shape: { list: () => tree, flattened: true }, locationName: "flat" },
    Map: { map: () => tree },
    FlatMap: { map: "string", flattened: true, key: { locationName: "name" } },
    Choice: { union: { One: "string", Two: () => tree } },
  },
};

// What XML 1.0 can carry at all.
const text = fc
  .string({ unit: "binary" })
  .map((value) => value.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, ""));
const leafValues = {
  Text: text,
  Flag: fc.boolean(),
  Count: fc.oneof(fc.maxSafeInteger(), fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n - 1n })),
  Ratio: fc.double().map((value) => (Object.is(value, -0) ? 0 : value)),
  When: fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true }),
  Bytes: fc.uint8Array({ maxLength: 20 }),
  Attribute: text,
};
const { value } = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, fc.record(leafValues, { requiredKeys: [] }), tie("branch")),
  branch: fc.record(
    {
      ...leafValues,
      Kids: fc.array(tie("value"), { maxLength: 2 }),
      Flat: fc.array(tie("value"), { minLength: 1, maxLength: 2 }),
      Map: fc.dictionary(text, tie("value"), { maxKeys: 2 }),
      FlatMap: fc.dictionary(text, text, { minKeys: 1, maxKeys: 2 }),
      Choice: fc.oneof(fc.record({ One: text }), fc.record({ Two: tie("value") })),
    },
    { requiredKeys: [] },
  ),
}));

describe("writing and reading", () => {
  it("gives the value back", () => {
    const reader = new XmlReader();
    const writeTree = xmlWriter(tree, "Tree");
    fc.assert(
      fc.property(value, (given) => {
        expect(isDeepStrictEqual(reader.read(tree, writeTree(given)), structuredClone(given))).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  }); // prettier-ignore
});
