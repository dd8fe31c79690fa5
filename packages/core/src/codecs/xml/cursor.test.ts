import fc from "fast-check";
import { XMLParser } from "fast-xml-parser";
import { describe, expect, it } from "vitest";
import { ParseError } from "../../errors/errors.ts";
import { XmlCursor } from "./cursor.ts";

/** Any document as a tree of local names, attributes, texts and children. */
interface Node {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly content: readonly (Node | string)[];
}

function read(text: string): Node {
  const xml = new XmlCursor(text);
  xml.start();
  const node = readNode(xml);
  xml.end();
  return node;
}

function readNode(xml: XmlCursor): Node {
  const { tag, name } = xml;
  const pairs = xml.attributes.flatMap((value, at, all) => (at % 2 ? [[all[at - 1]!, value] as const] : []));
  const content: (Node | string)[] = [];
  const attributes = Object.fromEntries(pairs);
  for (;;) {
    const child = xml.next(tag, undefined, true);
    if (xml.text.trim()) content.push(xml.text);
    if (!child) return { name, attributes, content };
    content.push(readNode(xml));
  }
}

const peer = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: true,
  htmlEntities: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
});

function readWithPeer(text: string): Node {
  return fromPeer(peer.parse(text) as PeerNode[]).find((node) => typeof node !== "string")!;
}

type PeerNode = Record<string, unknown>;

function fromPeer(nodes: readonly PeerNode[]): (Node | string)[] {
  const content: (Node | string)[] = [];
  for (const node of nodes) {
    const attributes = (node[":@"] ?? {}) as Record<string, string>;
    for (const [key, value] of Object.entries(node)) {
      if (key === ":@") continue;
      if (key !== "#text") {
        const name = key.slice(key.indexOf(":") + 1);
        content.push({ name, attributes, content: fromPeer(value as PeerNode[]) });
      } else if (typeof content.at(-1) === "string") content.push(content.pop() + String(value));
      else content.push(String(value));
    }
  }
  return content.filter((item) => typeof item !== "string" || item.trim());
}

const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,8}$/).filter((text) => !/^xml/i.test(text));
const qualifiedName = fc.tuple(fc.option(fc.constantFrom("a", "ns"), { freq: 6 }), name)
  .map(([prefix, local]) => (prefix ? `${prefix}:${local}` : local)); // prettier-ignore
const character = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(..."abc XYZ019.,;:-_/?!#%()[]{}'\"é日😀") },
  {
    weight: 1,
    arbitrary: fc.constantFrom("&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&#65;", "&#x42;", "&#x1F600;"),
  },
);
const plainText = fc.array(character, { maxLength: 12 }).map((parts) => parts.join(""));
const textPart = fc.oneof(
  { weight: 6, arbitrary: plainText },
  {
    weight: 1,
    arbitrary: fc.constantFrom("<!-- a < b & c -->", "<?pi some > data?>", "<![CDATA[<raw> & ]]>", "\n  "),
  },
);
const attributes = fc.uniqueArray(fc.tuple(name, plainText, fc.constantFrom(" ", "\n\t")),
  { maxLength: 3, selector: ([key]) => key })
  .map((list) => list.map(([key, value, blank]) => `${blank}${key}="${value.replaceAll('"', "'")}"`).join("")); // prettier-ignore

const { element } = fc.letrec<{ element: string; content: string }>((tie) => ({
  element: fc.tuple(qualifiedName, attributes, fc.constantFrom("", " "), tie("content"), fc.boolean())
    .map(([tag, list, blank, content, empty]) => empty ? `<${tag}${list}${blank}/>` : `<${tag}${list}${blank}>${content}</${tag}${blank}>`),
  content: fc.oneof({ depthSize: "small", withCrossShrink: true }, textPart,
    fc.array(fc.oneof(textPart, tie("element")), { maxLength: 4 }).map((parts) => parts.join(""))),
})); // prettier-ignore

const document = fc
  .tuple(
    fc.constantFrom("", '<?xml version="1.0" encoding="UTF-8"?>', "<?xml version='1.0'?>\n<!-- c -->"),
    element,
  )
  .map(([head, root]) => head + root);

describe("reading XML", () => {
  it("finds what fast-xml-parser finds in 10,000 documents", () => {
    fc.assert(
      fc.property(document, (text) => void expect(read(text)).toEqual(readWithPeer(text))),
      { numRuns: 10_000 },
    );
  });

  it("gives a value or a ParseError for documents that were damaged", () => {
    const damage = fc.tuple(document, fc.nat(), fc.nat(8), fc.constantFrom("", "<", ">", "&", "/", '"', "</", "<!", "]]>"));
    fc.assert(
      fc.property(damage, ([text, at, length, put]) => {
        const from = at % (text.length + 1);
        expect(isReadOrRefused(() => read(text.slice(0, from) + put + text.slice(from + length)))).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  }); // prettier-ignore

  it("gives a value or a ParseError for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."<>/&;!?-[]CDAT ='\"ax:#\n\r\t\0") }), (text) => {
        expect(isReadOrRefused(() => read(text))).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  }); // prettier-ignore

  it("refuses every proper prefix of a document", () => {
    const text = '<?xml version="1.0"?><a x="1"><!-- c --><b>t&amp;<![CDATA[d]]></b><c/></a>';
    expect(read(text).content).toHaveLength(2);
    for (let length = 0; length < text.length; length++) {
      expect(() => read(text.slice(0, length))).toThrow(ParseError);
    }
  });

  it("normalises line ends, but not those that are written as references", () => {
    expect(read("<a>1\r\n2\r3&#13;4</a>").content).toEqual(["1\n2\n3\r4"]);
    expect(read('<a b="1\r\n2\t3&#9;4"/>').attributes).toEqual({ b: "1 2 3\t4" });
  });

  it("takes a byte order mark before the root", () => {
    expect(read("\uFEFF<a/>").name).toBe("a");
  });
});

/** Whether a text is read or refused with a ParseError; anything else it throws. */
function isReadOrRefused(read: () => unknown): boolean {
  try {
    read();
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
  }
  return true;
}

describe("hostile XML", () => {
  const refusal = (text: string): string => {
    let message = "";
    isReadOrRefused(() => {
      try {
        read(text);
      } catch (error) {
        message = (error as Error).message;
        throw error;
      }
    });
    return message;
  };

  it("refuses document types, and with them every entity of their own", () => {
    const laughs = `<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "${"&x;".repeat(100)}">]><a>&y;</a>`;
    expect(refusal(laughs)).toMatch(/document type/);
    expect(refusal(`<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>`)).toMatch(/document type/);
    expect(refusal(`<!doctype a><a/>`)).toMatch(/document type/);
  });

  it("refuses what nests too deeply by counting", () => {
    const nested = (depth: number): string => "<a>".repeat(depth) + "</a>".repeat(depth);
    expect(read(nested(128)).name).toBe("a");
    expect(refusal(nested(129))).toMatch(/more than 128 levels/);
    expect(refusal(nested(100_000))).toMatch(/more than 128 levels/);
    expect(() => new XmlCursor("<a>".repeat(100_000)).start()).not.toThrow();
  });

  it.each(["&bogus;", "&#0;", "&#8;", "&#xD800;", "&#xFFFE;", "&#xFFFFFF;", "&#99999999;", "&", "&amp", "&;", "&#;", "&#x;", "&#X41;", "&#-1;", "&constructor;", "&__proto__;", "&toString;"])(
    "refuses the reference %s, in text and in attributes, of known and of skipped elements",
    (reference) => {
      for (const text of [`<a>${reference}</a>`, `<a><b/>${reference}</a>`, `<a b="${reference}"/>`]) {
        expect(refusal(text)).toMatch(/not a reference/);
        const skipping = new XmlCursor(text);
        expect(() => {
          skipping.start();
          skipping.skip(skipping.tag);
          skipping.end();
        }).toThrow(ParseError);
      }
    },
  ); // prettier-ignore

  it("reads references to characters beyond the basic plane", () => {
    expect(read("<a>&#x1F600;&#128512;&#x00000041;&#0065;</a>").content).toEqual(["😀😀AA"]);
  });

  it.each([
    "<a><b></a></b>", "<a></b>", "<a>", "<a", "</a>", "<a/><b/>", "<a/>text", "text<a/>", "", "   ", "<a></a></a>", "<a></a b>",
    "<a b></a>", "<a b=1/>", "<a b='<'/>", '<a b="1"c="2"/>', "< a/>", "<1a/>", "<a:/>", "<:a/>x", "<a/ >", "<a><!-- </a>", "<a><![CDATA[</a>",
    "<a></>", "</>", "<></>", "<a><!x></a>", "<?xml", "<a>&lt</a>", "<ab></a b>", "<a></ab>", "<ab></a>", "<a></a></>", "<a/></>x", "</><a/>",
  ])("refuses %s", (text) => {
    expect(() => read(text)).toThrow(ParseError);
  }); // prettier-ignore

  it("keeps names of Object's prototype as names", () => {
    const node = read('<__proto__ constructor="1" __proto__="2"><toString/></__proto__>');
    expect(node.name).toBe("__proto__");
    expect(node.content).toEqual([{ name: "toString", attributes: {}, content: [] }]);
    expect(({} as Record<string, unknown>)["constructor"]).toBe(Object);
  });

  const families: [string, (size: number) => string][] = [
    ["siblings", (size) => `<a>${"<b/>".repeat(size)}</a>`],
    ["references", (size) => `<a>${"&quot;".repeat(size)}</a>`],
    ["text", (size) => `<a>${"text ".repeat(size)}</a>`],
    ["comments", (size) => `<a>${"<!---->&amp;".repeat(size)}</a>`],
    ["unclosed comments", (size) => `<a>${"<!--".repeat(size)}</a>`],
    ["attributes", (size) => `<a ${'b="&amp;" '.repeat(size)}/>`],
    ["blanks in a tag", (size) => `<a${" ".repeat(size)}></a${" ".repeat(size)}>`],
    ["blanks in a broken tag", (size) => `<a${" ".repeat(size)}=>`],
    ["ampersands", (size) => `<a>${"&".repeat(size)}</a>`],
    ["a long name", (size) => `<${"a".repeat(size)}>${"<b>&amp;</b>".repeat(10)}</${"a".repeat(size)}>`],
    ["line ends", (size) => `<a>${"\r\n".repeat(size)}</a>`],
  ];

  it.each(families)("takes time in proportion to the length: %s", (_, make) => {
    // A million of each: a quadratic step would take minutes.
    const text = make(1_000_000);
    const start = performance.now();
    const walked = isReadOrRefused(() => {
      const xml = new XmlCursor(text);
      xml.start();
      xml.skip(xml.tag);
      xml.end();
    });
    expect(walked).toBe(true);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
