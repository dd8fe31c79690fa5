import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { XmlCursor } from "../codecs/xml/cursor.ts";
import { XmlReader } from "../codecs/xml/reader.ts";
import { ParseError } from "../errors/errors.ts";
import type { Structure } from "../shape/shape.ts";
import { xmlTree, type XmlTree } from "./xml-tree.ts";

const text = (all: string[]) => all.join("");
/** What reading gives, or that it refuses; any other failure is thrown. */
const attempt = (read: () => unknown) => {
  try {
    return read();
  } catch (error) {
    if (error instanceof ParseError) return "refused";
    throw error;
  }
};

/** The document as the reader behind the protocols walks it, by the same rules. */
function walk(document: string): XmlTree | string {
  const xml = new XmlCursor(document);
  const element = (tag: string): XmlTree | string => {
    const children: Record<string, XmlTree | string> = Object.create(null);
    let isTree = false;
    let content = "";
    while (xml.next(tag, undefined, true)) {
      isTree = true;
      const { name } = xml;
      const value = element(xml.tag);
      children[name] ??= value;
    }
    content = xml.text;
    return isTree ? children : content;
  };
  xml.start();
  const root = element(xml.tag);
  xml.end();
  return root;
}

const name = fc.constantFrom("Arn", "Error", "Code", "a", "_b-1.c", "__proto__", "ns:Arn");
const raw = fc.array(fc.constantFrom("x", " ", "\r\n", "\r", "é", "]]", "&amp;", "&lt;", "&#65;", "&#x41;", "<![CDATA[<&]]>", "<!-- <a> -->", "<?pi ?>"), { maxLength: 6 }).map(text); // prettier-ignore
const element: fc.Arbitrary<string> = fc.letrec<{ element: string }>((tie) => ({
  element: fc
    .tuple(
      name,
      fc.constantFrom("", " ", ' xmlns="https://sts.amazonaws.com/"', " a = 'b>' c:d=\"\""),
      fc.oneof({ maxDepth: 3 }, raw, fc.array(tie("element"), { maxLength: 4 }).map(text)),
      fc.boolean(),
    )
    .map(([tag, attributes, content, short]) =>
      content === "" && short ? `<${tag}${attributes}/>` : `<${tag}${attributes}>${content}</${tag} >`,
    ),
})).element;

describe("xmlTree", () => {
  it("reads an answer of STS as the reader behind the protocols does", () => {
    const credentials = { AccessKeyId: "AKIA", SecretAccessKey: 'a/b+c="&', SessionToken: "t<>" };
    const body = `<?xml version="1.0"?>
<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <AssumeRoleResult><Credentials>
    <AccessKeyId>AKIA</AccessKeyId><SecretAccessKey>a/b+c=&quot;&amp;</SecretAccessKey>
    <SessionToken><![CDATA[t<>]]></SessionToken>
  </Credentials></AssumeRoleResult>
  <ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>
</AssumeRoleResponse>`;
    const members: Structure = {
      structure: { AccessKeyId: "string", SecretAccessKey: "string", SessionToken: "string" },
    };
    const table: Structure = {
      structure: {
        AssumeRoleResult: { structure: { Credentials: members } },
        ResponseMetadata: { structure: { RequestId: "string" } },
      },
    };
    const expected = { AssumeRoleResult: { Credentials: credentials }, ResponseMetadata: { RequestId: "r" } };
    expect(new XmlReader().read(table, body)).toEqual(expected);
    expect(JSON.parse(JSON.stringify(xmlTree(body)))).toEqual(expected);
  });

  it("reads every document as the cursor behind the protocols does", () => {
    fc.assert(
      fc.property(element, (root) => {
        const expected = walk(`<?xml version="1.0"?> ${root}\n`);
        const read = attempt(() => xmlTree(`<?xml version="1.0"?> ${root}\n`));
        expect(read).toEqual(typeof expected === "string" ? "refused" : expected);
      }),
      { numRuns: 500 },
    );
  });

  it("refuses, or reads as the cursor does, what is broken", () => {
    const change = fc.tuple(fc.nat(), fc.nat(6), fc.constantFrom("", "<", ">", "&", "/", "&#0;", "</a>", "\u0000", '"', "<a", "<!DOCTYPE a>", "]]>")); // prettier-ignore
    fc.assert(
      fc.property(element, fc.array(change, { minLength: 1, maxLength: 3 }), (root, changes) => {
        let broken = `<r>${root}</r>`;
        for (const [at, length, put] of changes) {
          const from = at % (broken.length + 1);
          broken = broken.slice(0, from) + put + broken.slice(from + length);
        }
        const read = attempt(() => xmlTree(broken));
        expect(read).toEqual(read === "refused" ? read : walk(broken));
      }),
      { numRuns: 3_000 },
    );
  });

  test.each([
    "", " ", "text", "<a/>", "<a>text</a>", "<a><b></a>", "<a><b></a></b>", "<a><b/></a><a/>", "<a><b/></a>x", "x<a><b/></a>",
    "<a><b/></root><root>", "</root><root><a/>", "<a><b/></a", "<a><b>", "<!DOCTYPE a><a><b/></a>", "<a><b>&c;</b></a>", "<a><b>&</b></a>",
    "<a><b>&#0;</b></a>", "<a><b>&#xd800;</b></a>", "<a><b>&#99999;</b></a>", "<a><b>&constructor;</b></a>", "<a><b c/></a>", "<a><1/></a>",
    "<a><b c='<'/></a>", "<a><b><![CDATA[</b></a>", "<a><!-- </a>", "<a:><b/></a:>",
  ])("refuses %j", (document) => {
    expect(() => xmlTree(document)).toThrow(ParseError);
  }); // prettier-ignore

  it("is bounded in depth, and linear in time", () => {
    const nested = (depth: number) => "<a>".repeat(depth) + "</a>".repeat(depth);
    expect(xmlTree(nested(16))).toHaveProperty("a");
    expect(() => xmlTree(nested(18))).toThrow(ParseError);
    const start = performance.now();
    for (const long of ["<", "<a ", "<a a=''", " ", "&", "<!--", "<?", "a:", "<a a", "</a "]) {
      expect(() => xmlTree("<r>" + long.repeat(50_000))).toThrow(ParseError);
    }
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
