import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Structure } from "../../shape/shape.ts";
import { FormWriter } from "./form-writer.ts";

const query = new FormWriter(false);
const ec2 = new FormWriter(true);
const form = (members: Structure["structure"], value: unknown): string =>
  query.write({ structure: members }, value);
const ec2Form = (members: Structure["structure"], value: unknown): string =>
  ec2.write({ structure: members }, value);

describe("forms of the query protocol", () => {
  it("hold scalars by their kind, in the caller's order, without what is absent", () => {
    const T = new Date(1_398_796_238_123);
    const members: Structure["structure"] = {
      S: "string", B: "boolean", T: "timestamp", U: { shape: "timestamp", timestampFormat: "unixTimestamp" }, X: "blob", F: "float", N: "long",
    };
    expect(form(members, { N: 1n, S: "a b&c=*~'(é)!", B: false, T, U: new Date(1_398_796_238_000), X: new Uint8Array([255]), F: NaN })).toBe(
      "&N=1&S=a+b%26c%3D%2A~%27%28%C3%A9%29%21&B=false&T=2014-04-29T18%3A30%3A38.123000Z&U=1398796238&X=%2Fw%3D%3D&F=NaN",
    );
    expect(form(members, { S: null, B: undefined, Unknown: 1 })).toBe("");
  }); // prettier-ignore

  it("name nested members by their path", () => {
    const node: Structure = { structure: { Name: { shape: "string", locationName: "n" }, Next: () => node } };
    expect(query.write(node, { Next: { Next: { Name: "x" } } })).toBe("&Next.Next.n=x");
    expect(query.write(node, { Next: {} })).toBe("");
  });

  it("count the elements of lists", () => {
    const named = { list: { shape: "string", locationName: "item" } } as const;
    expect(form({ L: { list: "string" } }, { L: ["a", "b"] })).toBe("&L.member.1=a&L.member.2=b");
    expect(form({ L: named }, { L: ["a"] })).toBe("&L.item.1=a");
    expect(form({ L: { list: "string", flattened: true } }, { L: ["a", "b"] })).toBe("&L.1=a&L.2=b");
    expect(form({ L: { list: { structure: { A: "string" } } } }, { L: [{ A: "1" }, {}, { A: "3" }] })).toBe(
      "&L.member.1.A=1&L.member.3.A=3",
    );
  });

  it("take the elements' name for a flattened list, unless the member has one", () => {
    const flat = { list: { shape: "string", locationName: "Attr" }, flattened: true } as const;
    expect(form({ Attrs: flat }, { Attrs: ["a"] })).toBe("&Attr.1=a");
    expect(form({ S: { structure: { Attrs: flat } } }, { S: { Attrs: ["a"] } })).toBe("&S.Attr.1=a");
    expect(form({ Attrs: { shape: flat, locationName: "Own" } }, { Attrs: ["a"] })).toBe("&Own.1=a");
  });

  it("say that a list is empty", () => {
    expect(form({ L: { list: "string" }, F: { list: "string", flattened: true } }, { L: [], F: [] })).toBe(
      "&L=&F=",
    );
  });

  it("number the entries of maps", () => {
    expect(form({ M: { map: "string" } }, { M: { a: "1", b: "2" } })).toBe(
      "&M.entry.1.key=a&M.entry.1.value=1&M.entry.2.key=b&M.entry.2.value=2",
    );
    const named = { map: { shape: "string", locationName: "V" }, key: { locationName: "K" }, flattened: true } as const;
    expect(form({ M: named }, { M: { a: "1" } })).toBe("&M.1.K=a&M.1.V=1");
    expect(form({ M: { map: "string" } }, { M: {} })).toBe("");
  }); // prettier-ignore

  it("decode to the text they were made of", () => {
    const wellFormed = fc.string({ unit: "grapheme" });
    fc.assert(
      fc.property(wellFormed, wellFormed, (text, key) => {
        const decoded = new URLSearchParams(form({ S: "string", M: { map: "string" } }, { S: text, M: { [key]: text } }));
        expect([...decoded]).toEqual([["S", text], ["M.entry.1.key", key], ["M.entry.1.value", text]]);
      }),
      { numRuns: 10_000 },
    );
  }); // prettier-ignore

  it("replace lone surrogates", () => {
    expect(form({ S: "string" }, { S: "\uD800" })).toBe("&S=%EF%BF%BD");
  });
});

describe("forms of the ec2 protocol", () => {
  it("begin names with a capital, and let queryName win", () => {
    const members: Structure["structure"] = {
      VpcId: "string", fooBar: "string",
      Ids: { shape: { list: { shape: "string", locationName: "item" } }, locationName: "instanceId" },
      Q: { shape: "string", queryName: "own", locationName: "x" },
    };
    expect(ec2Form(members, { VpcId: "v", fooBar: "f", Ids: ["a", "b"], Q: "q" })).toBe(
      "&VpcId=v&FooBar=f&InstanceId.1=a&InstanceId.2=b&own=q",
    );
  }); // prettier-ignore

  it("have nothing for empty lists", () => {
    expect(ec2Form({ L: { list: "string" } }, { L: [] })).toBe("");
  });
});
