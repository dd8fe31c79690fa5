import { describe, expect, it } from "vitest";
import { ParseError } from "../../errors/errors.ts";
import type { Ref, Shape, Structure } from "../../shape/shape.ts";
import { readErrorFields } from "./error-document.ts";
import { XmlReader } from "./reader.ts";

const reader = new XmlReader();
const read = (structure: Structure["structure"], content: string): unknown =>
  reader.read({ structure }, `<Root xmlns="https://example.com/">${content}</Root>`);

describe("members", () => {
  it("are looked up by locationName, else by name, and without namespaces", () => {
    const members: Structure["structure"] = { Name: "string", Size: { shape: "integer", locationName: "size" } };
    expect(read(members, "<Name>a</Name><size> 12 </size>")).toEqual({ Name: "a", Size: 12 });
    expect(read(members, '<x:Name xmlns:x="urn:x">a</x:Name><Size>12</Size>')).toEqual({ Name: "a" });
  });

  it("that are absent stay absent, lists and maps as well; unknown elements are skipped", () => {
    const members: Structure["structure"] = { Tags: { list: "string" }, Map: { map: "string" }, Name: "string" };
    expect(read(members, "<New><Name>x</Name><Tags/></New>")).toEqual({});
    expect(read(members, "<Tags/><Map></Map><Name/>")).toEqual({ Tags: [], Map: {}, Name: "" });
  });

  it("that occur twice count once, the first", () => {
    const members: Structure["structure"] = { A: { structure: { B: "string" } }, Again: "string" };
    expect(read(members, "<A><B>1</B></A><A><B>2</B></A><Again>x</Again><Again>y</Again>")).toEqual({
      A: { B: "1" },
      Again: "x",
    });
  });

  it("called like properties of Object's prototype are read, and others do not touch it", () => {
    const inherited = Object.fromEntries([["valueOf", "string"]]) as Structure["structure"];
    expect(read(inherited, "<valueOf>v</valueOf><__proto__><x>1</x></__proto__>")).toEqual({ valueOf: "v" });
  });

  it("have their ec2 name where the protocol has its own default", () => {
    const ec2 = new XmlReader((name) => name.charAt(0).toLowerCase() + name.slice(1));
    const shape: Ref = { structure: { VpcId: "string", Tags: { shape: { list: "string" }, locationName: "tagSet" } } };
    expect(ec2.read(shape, "<R><vpcId>v</vpcId><tagSet><item>t</item></tagSet></R>")).toEqual({ VpcId: "v", Tags: ["t"] });
  });

  it("in whatever order they come, and again in another", () => {
    const members: Structure["structure"] = { A: "string", B: "string", C: "string" };
    for (const order of ["ABC", "CBA", "BAC", "AC", "C", "ABC"]) {
      const expected = Object.fromEntries([...order].map((name) => [name, name]));
      expect(read(members, [...order].map((name) => `<${name}>${name}</${name}>`).join(""))).toEqual(expected);
    }
  });

  it("of shapes that contain themselves", () => {
    const tree: Structure = { structure: { Name: "string", Children: { list: () => tree } } };
    const text = "<T><Name>a</Name><Children><member><Name>b</Name><Children><member><Name>c</Name></member></Children></member></Children></T>";
    expect(reader.read(tree, text)).toEqual({
      Name: "a",
      Children: [{ Name: "b", Children: [{ Name: "c" }] }],
    });
  });
}); // prettier-ignore

describe("attributes", () => {
  const grantee: Structure["structure"] = {
    Type: { shape: "string", xmlAttribute: true, locationName: "xsi:type" },
    Id: { shape: "string", xmlAttribute: true },
    Name: "string",
  };
  const grant: Structure["structure"] = { Grantee: { structure: grantee } };

  it("are matched whatever prefix the sender took", () => {
    const text = (prefix: string): string => `<Grantee ${prefix}:type="A&amp;B" xmlns:${prefix}='urn:x'><Name>n</Name></Grantee>`;
    expect(read(grant, text("xsi"))).toEqual({ Grantee: { Type: "A&B", Name: "n" } });
    expect(read(grant, text("ns1"))).toEqual({ Grantee: { Type: "A&B", Name: "n" } });
  }); // prettier-ignore

  it("with and without a prefix are not the same", () => {
    expect(read(grant, '<Grantee type="t" Id="i"/>')).toEqual({ Grantee: { Id: "i" } });
  });
});

describe("lists and maps", () => {
  it("take elements of any name", () => {
    const members: Structure["structure"] = { L: { list: "string" }, M: { map: "integer" } };
    const text = "<L><member>1</member><item>2</item></L><M><entry><key>a</key><value>1</value></entry><e><key>b</key><value>2</value></e></M>";
    expect(read(members, text)).toEqual({ L: ["1", "2"], M: { a: 1, b: 2 } });
  }); // prettier-ignore

  it.each<[string, Structure["structure"]]>([
    ["the member", { Items: { shape: { list: "string", flattened: true }, locationName: "Item" } }],
    ["the elements", { Items: { list: { shape: "string", locationName: "Item" }, flattened: true } }],
    ["the member, flattened by the reference", { Items: { shape: { list: "string" }, flattened: true, locationName: "Item" } }],
    ["the member before the elements", { Items: { shape: { list: { shape: "string", locationName: "x" }, flattened: true }, locationName: "Item" } }],
  ])("are found flattened by the name of %s", (_, members) => {
    expect(read(members, "<Item>1</Item><Other/><Item>2</Item>")).toEqual({ Items: ["1", "2"] });
    expect(read(members, "<Item>1</Item>")).toEqual({ Items: ["1"] });
    expect(read(members, "")).toEqual({});
  }); // prettier-ignore

  it("leave an element's name to the member that has it", () => {
    const members: Structure["structure"] = { Items: { list: { shape: "string", locationName: "Name" }, flattened: true }, Name: "string" };
    expect(read(members, "<Name>n</Name><Items>i</Items>")).toEqual({ Name: "n", Items: ["i"] });
  }); // prettier-ignore

  it("share a name with the single value that they replaced", () => {
    const members: Structure["structure"] = {
      Event: "string",
      Events: { shape: { list: "string", flattened: true }, locationName: "Event" },
    };
    const reversed = Object.fromEntries(Object.entries(members).toReversed()) as typeof members;
    for (const order of [members, reversed]) {
      expect(read(order, "<Event>a</Event><Event>b</Event>")).toEqual({ Event: "a", Events: ["a", "b"] });
    }
  });

  it("have their own names for keys and values, flattened or not", () => {
    const map = { map: { shape: "string", locationName: "Value" }, key: { locationName: "Name" } } as const;
    const pairs = (tag: string): string => `<${tag}><Value>1</Value><Name>a</Name></${tag}><${tag}><Name>b</Name><New/><Value>2</Value></${tag}>`;
    expect(read({ M: map }, `<M>${pairs("entry")}</M>`)).toEqual({ M: { a: "1", b: "2" } });
    expect(read({ M: { ...map, flattened: true } }, pairs("M"))).toEqual({ M: { a: "1", b: "2" } });
  }); // prettier-ignore

  it("keep the last of equal keys, drop entries without key or value, and take any key", () => {
    const entry = (key: string, value: string): string => `<entry>${key}${value}</entry>`;
    const text = `<M>${entry("<key>a</key>", "<value>1</value>")}${entry("<key>a</key>", "<value>2</value>")}
      ${entry("<key>b</key>", "")}${entry("", "<value>3</value>")}${entry("<key>__proto__</key>", "<value>p</value>")}</M>`;
    const { M } = read({ M: { map: "string" } }, text) as { M: object };
    expect(Object.entries(M)).toEqual([["a", "2"], ["__proto__", "p"]]);
    expect(Object.getPrototypeOf(M)).toBe(Object.prototype);
  }); // prettier-ignore
});

describe("scalars", () => {
  const scalar = (shape: Shape, text: string): unknown => reader.read(shape, `<V>${text}</V>`);

  it("are read by their kind", () => {
    expect(scalar("boolean", "true")).toBe(true);
    expect(scalar("boolean", "no")).toBe(false);
    expect(scalar("integer", " -7\n")).toBe(-7);
    expect(scalar("double", "1e3")).toBe(1000);
    expect(scalar("float", "-Infinity")).toBe(-Infinity);
    expect(scalar("float", "NaN")).toBeNaN();
    expect(scalar("timestamp", "2014-04-29T18:30:38.123Z")).toEqual(new Date("2014-04-29T18:30:38.123Z"));
    expect(scalar("timestamp", "1398796238")).toEqual(new Date(1_398_796_238_000));
    expect(scalar("timestamp", "Tue, 29 Apr 2014 18:30:38 GMT")).toEqual(new Date(1_398_796_238_000));
    expect(scalar("blob", "aGk=")).toEqual(new Uint8Array([104, 105]));
    expect(scalar("blob", "")).toEqual(new Uint8Array());
  });

  it("keep white space of strings, and take text around comments and CDATA", () => {
    expect(scalar("string", "  a \n")).toBe("  a \n");
    expect(scalar("string", "a<!-- no -->b<![CDATA[<c> &amp;]]><?pi?>d")).toBe("ab<c> &amp;d");
    expect(scalar("string", "a<x>b</x>c")).toBe("a");
  });

  it("keep whole numbers exact beyond 2^53", () => {
    expect(scalar("long", "9007199254740991")).toBe(9007199254740991);
    expect(scalar("long", "9223372036854775807")).toBe(9223372036854775807n);
  });

  it.each<[Shape, string]>([
    ["integer", ""],
    ["integer", "1.5"],
    ["long", "x"],
    ["double", "1,5"],
    ["timestamp", "yesterday"],
    ["blob", "a*b"],
  ])("refuse %s %j", (shape, text) => {
    expect(() => scalar(shape, text)).toThrow(ParseError);
  });
});

describe("unions", () => {
  const union: Ref = { union: { A: "string", B: { structure: { C: "string" } }, L: { list: "string", flattened: true } } };

  it("have exactly one member", () => {
    expect(reader.read(union, "<U><B><C>c</C></B></U>")).toEqual({ B: { C: "c" } });
    expect(reader.read(union, "<U><L>1</L><L>2</L></U>")).toEqual({ L: ["1", "2"] });
    expect(() => reader.read(union, "<U/>")).toThrow(/0 members/);
    expect(() => reader.read(union, "<U><A>a</A><B/></U>")).toThrow(/2 members/);
  });

  it("show a member that the table does not know", () => {
    expect(reader.read(union, "<U><New>n</New></U>")).toEqual({ $unknown: ["New", "n"] });
  });
}); // prettier-ignore

describe("error documents", () => {
  const shape: Ref = { structure: { Resource: "string", Depth: "integer" } };
  const error =
    "<Type>Sender</Type><Code>NoSuch</Code><Message>m</Message><Resource>r</Resource><Depth>2</Depth>";
  const documents = {
    query: `<ErrorResponse><RequestId>id</RequestId><Error>${error}</Error></ErrorResponse>`,
    ec2: `<Response><RequestId>id</RequestId><Errors><Error>${error}</Error></Errors></Response>`,
    s3: `<Error>${error}<RequestId>id</RequestId></Error>`,
  };

  it.each(Object.entries(documents))("of %s give their texts and modelled members", (_, text) => {
    expect({ ...readErrorFields(text) }).toEqual({
      Type: "Sender", Code: "NoSuch", Message: "m", Resource: "r", Depth: "2", RequestId: "id",
    });
    expect(reader.readError(shape, text)).toEqual({ Resource: "r", Depth: 2 });
  }); // prettier-ignore

  it("without an error have no modelled members", () => {
    expect(reader.readError(shape, "<html><body>no</body></html>")).toBeUndefined();
  });

  it("keep the first of equal names, and any name", () => {
    const fields = readErrorFields("<Error><Code>a</Code><Code>b</Code><__proto__>p</__proto__></Error>");
    expect(Object.entries(fields)).toEqual([["Code", "a"], ["__proto__", "p"]]);
  }); // prettier-ignore
});
