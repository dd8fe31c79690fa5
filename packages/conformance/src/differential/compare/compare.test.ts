import { describe, expect, it } from "vitest";
import { Microseconds } from "../typed-json.ts";
import { compareBodies } from "./compare-bodies.ts";
import { compareRequests, type WrittenRequest } from "./compare-requests.ts";
import { compareValues } from "./compare-values.ts";

function differences(ours: unknown, botocore: unknown): string[] {
  const found: string[] = [];
  compareValues("value", ours, botocore, ({ what, path }) => found.push(path ? `${what} at ${path}` : what));
  return found;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function bodies(protocol: Parameters<typeof compareBodies>[0], ours: string, botocore: string): string[] {
  const found: string[] = [];
  compareBodies(protocol, bytes(ours), bytes(botocore), ({ what, path }) => found.push(`${what} at ${path}`));
  return found;
}

describe("compareValues", () => {
  it("sees no difference where there is none", () => {
    const ours = {
      a: [1, null, { b: 9007199254740993n }],
      at: new Date(1500),
      x: NaN,
      data: Uint8Array.of(1),
    };
    const botocore = {
      data: Uint8Array.of(1),
      x: NaN,
      at: new Microseconds(1_500_999n),
      a: [1, null, { b: 9007199254740993n }],
    };
    expect(differences(ours, botocore)).toEqual([]);
    expect(differences(new Date(-1), new Microseconds(-1n))).toEqual([]);
  });

  it.each<[what: string, ours: unknown, botocore: unknown]>([
    ["extra at a", { a: 1 }, {}],
    ["missing at a", {}, { a: null }],
    ["list of another length", [1], [1, 2]],
    ["another number at a[0].b", { a: [{ b: 1 }] }, { a: [{ b: 2 }] }],
    ["another number", 9007199254740992, 9007199254740993n],
    ["another sign of zero", 0, -0],
    ["the same number in other digits", "1e-7", "1e-07"],
    ["another text", "a", "b"],
    ["another line break", "a\rb", "a\nb"],
    ["a special number for its text", Infinity, "Infinity"],
    ["a number for its text", 1, "1"],
    ["JSON text for its value", '{"a":1}', { a: 1 }],
    ["boolean for string", true, "true"],
    ["a key in lower case at X-A", { "x-a": "1" }, { "X-A": "1" }],
    ["another instant", new Date(1), new Microseconds(2_000n)],
    ["another bytes", Uint8Array.of(1), Uint8Array.of(2)],
    ["extra at __proto__", Object.fromEntries([["__proto__", 1]]), {}],
  ])("sees %s", (what, ours, botocore) => {
    expect(differences(ours, botocore)).toEqual([what]);
  });
});

describe("compareBodies", () => {
  it("knows what does not matter in JSON", () => {
    expect(bodies("json", '{"a":1,"b":[1e21]}', '{"b": [1e+21], "a": 1.0}')).toEqual([]);
    expect(bodies("json", '{"a":9007199254740993}', '{"a":9007199254740992}')).toEqual([
      "another number at a",
    ]);
    expect(bodies("rest-json", "{}", "")).toEqual(["extra at "]);
  });

  it("sees what differs in forms and XML, be it the spelling", () => {
    expect(bodies("query", "A=1&B=2", "A=1&B=3")).toEqual(["another number at B"]);
    expect(bodies("ec2", "A=1&B=2", "B=2&A=1")).toEqual(["another spelling at "]);
    expect(bodies("rest-xml", "<a><b>1</b></a>", "<a><b>x</b></a>")).toEqual([
      "another text at children[0].text",
    ]);
    expect(bodies("rest-xml", "<a/>", "<a />")).toEqual(["another spelling at "]);
    expect(bodies("rest-xml", "<a>&#xD;</a>", "<a>\r</a>")).toEqual(["another line break at text"]);
  });
});

describe("compareRequests", () => {
  const request: WrittenRequest = {
    method: "PUT",
    url: "https://example.com/a?x=1&y=a%20b",
    headers: { a: "1" },
    body: bytes("{}"),
  };
  const parts = (change: Partial<WrittenRequest>): string[] => {
    const found: string[] = [];
    compareRequests("rest-json", { ...request, ...change }, request, ({ part, what, path }) => {
      found.push([part, what, path].filter(Boolean).join(" "));
    });
    return found;
  };

  it.each<[Partial<WrittenRequest>, string[]]>([
    [{}, []],
    [{ method: "POST" }, ["method another text"]],
    [{ url: "https://x.example.com/a?x=1&y=a%20b" }, ["host another text"]],
    [{ url: "https://example.com/A?x=1&y=a%20b" }, ["path another text"]],
    [{ url: "https://example.com/a?x=1&y=a%20b&y=2" }, ["query extra y"]],
    [{ url: "https://example.com/a?y=a%20b&x=1" }, ["query another order"]],
    [{ url: "https://example.com/a?x=1&y=%61%20b" }, ["query another spelling"]],
    [{ headers: {} }, ["header missing a"]],
    [{ body: bytes("[]") }, ["body list for map"]],
  ])("of %j says %j", (change, expected) => {
    expect(parts(change)).toEqual(expected);
  });
});
