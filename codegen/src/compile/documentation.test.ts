import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fullDocumentation, shortDocumentation, tagDocumentation } from "./documentation.ts";

function markdown(html: string, width?: number): string {
  return fullDocumentation(html, width).join("\n");
}

describe("blocks", () => {
  test.each([
    ["paragraphs", "<p>One.</p> <p>Two.</p>", "One.\n\nTwo."],
    ["text without tags", "Just text.", "Just text."],
    ["text around paragraphs", "Lead <p>One.</p> tail", "Lead\n\nOne.\n\ntail"],
    ["unclosed paragraphs", "<p>One.<p>Two.", "One.\n\nTwo."],
    ["a list after its lead-in", "<p>These:</p><ul><li>a</li><li><p>b</p></li></ul>", "These:\n- a\n- b"],
    ["a list after other text", "<p>Text.</p><ul><li>a</li></ul>", "Text.\n\n- a"],
    ["an ordered list", "<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"],
    ["nested lists", "<ul><li>a:<ol><li>deep</li></ol></li><li>b</li></ul>", "- a:\n  1. deep\n- b"],
    ["unclosed items", "<ul><li>a<li>b</ul>", "- a\n- b"],
    ["an item with several blocks", "<ul><li><p>a</p><p>b</p></li></ul>", "- a\n\n  b"],
    [
      "definitions",
      "<dl><dt>Term</dt><dd><p>Means.</p></dd><dt><code>X</code></dt><dd>Y</dd></dl>",
      "- **Term**: Means.\n- `X`: Y",
    ],
    ["a note", "<p>S.</p><note><p>Mind.</p></note>", "S.\n\n**Note:** Mind."],
    [
      "a note that says so itself",
      "<p>S.</p><note><p><b>Note:</b> Mind.</p></note>",
      "S.\n\n**Note:** Mind.",
    ],
    ["a note of a list", "<p>S.</p><important><ul><li>a</li></ul></important>", "S.\n\n**Important:**\n- a"],
    ["a note before the summary", "<note><p>Mind.</p></note><p>Does it.</p>", "Does it.\n\n**Note:** Mind."],
    [
      "a note before a summary with a list",
      "<note><p>N.</p></note><p>All:</p><ul><li>a</li></ul>",
      "All:\n- a\n\n**Note:** N.",
    ],
    ["preformatted text", "<p>S:</p><pre>\n a = 1;\n\n  b\n</pre>", "S:\n\n```\n a = 1;\n\n  b\n```"],
    ["preformatted tags", "<pre>@a\nb</pre>", "`@a`\n`b`"],
    ["escaped HTML", "<pre>&lt;p&gt;Real &lt;code&gt;x&lt;/code&gt;&lt;/p&gt;</pre>", "Real `x`"],
    [
      "a table",
      "<table><tr><th>A</th><th>B</th></tr><tr><td>1|2</td></tr></table>",
      "| A | B |\n| --- | --- |\n| 1\\|2 |  |",
    ],
    ["headings", "<h3>Head</h3><p>Text.</p>", "**Head**\n\nText."],
    ["line breaks", "a<br/>b", "a\n\nb"],
    ["the full name beside text", "<fullname>Long Name</fullname><p>Does it.</p>", "Does it."],
    ["the full name alone", "<fullname>Long Name</fullname>", "Long Name"],
    ["nothing", " <p> </p><ul></ul> ", ""],
  ])("%s", (_, html, expected) => {
    expect(markdown(html)).toBe(expected);
  });
});

describe("inline", () => {
  test.each([
    ["code", "<code>Get Thing</code>s", "`Get Thing`s"],
    ["code with backticks", "<code>a`b</code>", "``a`b``"],
    ["code with tags inside", "<code>a<i>b</i><b>c</b></code>", "`abc`"],
    ["a placeholder in code", "<code>arn:<region>:x</code>", "`arn:<region>:x`"],
    ["Markdown code", "Use `a_b*` here", "Use `a_b*` here"],
    ["a lone backtick", "a ` b", "a \\` b"],
    ["bold and italic", "<b>a</b> <i> b </i>c <b><i>d</i></b>", "**a** *b* c ***d***"],
    ["the same style twice", "<b>a <b>b</b> c</b>", "**a b c**"],
    ["an empty style", "a<b> </b>b", "a b"],
    ["an unclosed style", "<p>a <b>b</p><p>c</p>", "a **b**\n\nc"],
    [
      "a link",
      '<a href="https://x.example.com/a(b)?c=d&amp;e">the [x]</a>',
      "[the \\[x\\]](https://x.example.com/a%28b%29?c=d&e)",
    ],
    [
      "a link around code",
      "<a href='https://x.example.com'><code>X</code></a>",
      "[`X`](https://x.example.com)",
    ],
    [
      "a link inside code",
      '<code><a href="https://x.example.com">X</a></code>',
      "[`X`](https://x.example.com)",
    ],
    [
      "a link of itself",
      '<a href="https://x.example.com/y">https://x.example.com/y</a>',
      "https://x.example.com/y",
    ],
    ["a link to nowhere", '<a>x</a> <a href="#y">y</a> <a href="javascript:z">z</a>', "x y z"],
    [
      "entities",
      "a &lt;b&gt; &amp; &quot;c&quot; &#233;&#xe9; &#150; &bogus; &#0;.",
      'a \\<b\\> & "c" éé – \\&bogus; .',
    ],
    ["double escapes", "&amp;lt;", "\\&lt;"],
    [
      "what looks like Markdown",
      "*a* _b_ c_d [x](y) ~~z~~ \\",
      "\\*a\\* \\_b\\_ c_d [x]\\(y) \\~\\~z\\~\\~ \\\\",
    ],
    ["what looks like a tag", "@see {@link X} a@b.c", "\\@see \\{\\@link X\\} a\\@b.c"],
    [
      "an unknown tag",
      "<Thing-Id> </region> <script>x</script>",
      "\\<Thing-Id\\> \\</region\\> \\<script\\>x\\</script\\>",
    ],
    ["a comment", "a<!-- <p>x</p> -->b", "ab"],
    ["white space", "a\n\t b\u00a0\u2028c", "a b c"],
  ])("%s", (_, html, expected) => {
    expect(markdown(html)).toBe(expected);
  });
});

describe("lines", () => {
  test("break between words, never in code", () => {
    expect(markdown("<p>one two <code>three four</code> five</p>", 14)).toBe("one two\n`three four`\nfive");
  });

  test("do not begin a list or heading by accident", () => {
    expect(markdown("<p>aaaaa - bbbb 1. cccc # dddd +e</p>", 6)).toBe(
      "aaaaa\n\\-\nbbbb\n1\\.\ncccc #\ndddd\n\\+e",
    );
  });

  test("keep the margin of a list", () => {
    const words = "word ".repeat(12).trim();
    expect(markdown(`<ul><li>${words}</li></ul>`, 42)).toBe(
      "- word word word word word word word word\n  word word word word",
    );
  });
});

describe("short documentation", () => {
  const sentence = `A sentence of some length, e.g. this one, stands here. `;

  test("ends with a sentence", () => {
    const text = shortDocumentation(`<p>${sentence.repeat(30)}</p>`).join(" ");
    expect(text.length).toBeLessThanOrEqual(600);
    expect(text.endsWith("stands here.")).toBe(true);
  });

  test("leaves out what announces a part that is cut off", () => {
    const list = `<ul>${`<li>${sentence}</li>`.repeat(20)}</ul>`;
    expect(shortDocumentation(`<p>First.</p><p>These are:</p>${list}`)).toEqual(["First."]);
    expect(shortDocumentation(`<p>First. These are:</p>${list}`)).toEqual(["First."]);
    expect(shortDocumentation(`<p>These are:</p>${list}`)).toEqual(["These are:"]);
  });

  test("is the whole when it is short", () => {
    expect(shortDocumentation("<p>One.</p><ul><li>a</li></ul>")).toEqual(["One.", "", "- a"]);
  });
});

test("a tag has the first sentence behind it", () => {
  expect(tagDocumentation("@throws {@link X}", "<note>N.</note><p>Not i.e. found. More.</p>")).toEqual([
    "@throws {@link X} Not i.e. found.",
  ]);
  expect(tagDocumentation("@throws {@link X}", undefined)).toEqual(["@throws {@link X}"]);
});

test("no HTML, tag or brace is left, whatever comes in", () => {
  const piece = fc.oneof(
    fc.string({ unit: "binary", maxLength: 8 }),
    fc.constantFrom(
      "<p>",
      "</p>",
      "<code>",
      "</code>",
      "<ul>",
      "<li>",
      "</li>",
      "</ul>",
      "<b>",
      "</b>",
      "<i>",
      "</i>",
    ),
    fc.constantFrom(
      "<a href='https://a.example.com'>",
      "</a>",
      "<note>",
      "</note>",
      "<table>",
      "<tr>",
      "<td>",
      "<dl>",
      "<dt>",
    ),
    fc.constantFrom(
      "@tag",
      "{@link x}",
      "*/",
      "`",
      "&lt;",
      "<x>",
      " ",
      "\n",
      "</dl>",
      "<pre>",
      "</pre>",
      "<dd>",
      "</table>",
    ),
  );
  const property = fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
    const lines = fullDocumentation(pieces.join(""));
    let fenced = false;
    for (const line of lines) {
      expect(line).not.toMatch(/[\r\n\u2028\u2029]/);
      if (/^(?:- )*```$/.test(line.trim())) fenced = !fenced;
      const prose = fenced ? "" : line.replace(/(?<![\\`])(`+)(?!`).*?(?<!`)\1(?!`)/g, "");
      expect(prose).not.toMatch(/(?<!\\)(?:\\\\)*[<>{}@]/);
    }
  });
  fc.assert(property, { numRuns: 500 });
});
