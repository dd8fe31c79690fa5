import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileJmespath } from "./compile-jmespath.ts";
import { JmespathError } from "./jmespath-error.ts";
import { parseJmespath } from "./parse.ts";

const search = (expression: string, value: unknown): unknown => compileJmespath(expression)(value);

function errorOf(expression: string, value: unknown = {}): JmespathError | undefined {
  try {
    search(expression, value);
  } catch (error) {
    return error as JmespathError;
  }
  return undefined;
}

describe("compileJmespath", () => {
  it("finds what waiters and paginators look for", () => {
    const output = {
      Reservations: [{ Instances: [{ State: { Name: "running" } }, { State: { Name: "pending" } }] }],
      Contents: [{ Key: "a" }, { Key: "b" }],
      NextMarker: "",
    };
    expect(search("Reservations[].Instances[].State.Name", output)).toEqual(["running", "pending"]);
    expect(search("NextMarker || Contents[-1].Key", output)).toBe("b");
    expect(search("length(Contents[?Key=='a']) == `1`", output)).toBe(true);
    expect(search("keys(@)", output)).toEqual(["Reservations", "Contents", "NextMarker"]);
  });

  it("takes a parsed expression as well", () => {
    expect(compileJmespath(parseJmespath("a.b"))({ a: { b: 1 } })).toBe(1);
  });

  it("reads own members only", () => {
    expect(search("constructor", {})).toBeNull();
    expect(search("__proto__", {})).toBeNull();
    expect(search("toString.name", {})).toBeNull();
    expect(search("length", [1])).toBeNull();
  });

  it("makes members of any name without touching prototypes", () => {
    const made = search('{"__proto__": a}', { a: { polluted: true } }) as Record<string, unknown>;
    expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
    expect(Object.keys(made)).toEqual(["__proto__"]);
    const merged = search("merge(@, @)", JSON.parse('{"__proto__": 1}')) as object;
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
  });

  it("works on the values of outputs: dates, bytes, big integers, absent members", () => {
    const value = { at: new Date(5), bytes: new Uint8Array(2), big: 2n ** 60n, gone: undefined };
    expect(search("at == at", value)).toBe(true);
    expect(search("type(at)", value)).toBe("object");
    expect(search("big > `1`", value)).toBe(true);
    expect(search("keys(@)", value)).toEqual(["at", "bytes", "big"]);
    expect(search("gone", value)).toBeNull();
    expect(search("bytes && at", value)).toEqual(new Date(5));
  });

  it("counts and orders text by code point", () => {
    expect(search("length(@)", "a😀")).toBe(2);
    expect(search("reverse(@)", "a😀")).toBe("😀a");
    expect(search("sort(@)", ["😀", "～"])).toEqual(["～", "😀"]);
  });

  it("compares types strictly", () => {
    expect(search("a == `1`", { a: "1" })).toBe(false);
    expect(search("a == `true`", { a: 1 })).toBe(false);
    expect(search("a != 'x'", { a: null })).toBe(true);
  });
});

describe("errors", () => {
  it.each([
    ["a[", "syntax"],
    ["a.'b'", "syntax"],
    ["[::0]", "invalid-value"],
    ["nothing(@)", "unknown-function"],
    ["length()", "invalid-arity"],
    ["abs('x')", "invalid-type"],
    ["length(&a)", "invalid-type"],
  ])("%s: %s", (expression, kind) => {
    const error = errorOf(expression);
    expect(error).toBeInstanceOf(JmespathError);
    expect(error?.kind).toBe(kind);
  });

  it("say where the mistake is", () => {
    expect(errorOf("foo.bar..baz")).toMatchObject({ expression: "foo.bar..baz", position: 8 });
    expect(errorOf("foo(@)")?.message).toBe('there is no function foo() in "foo(@)"');
  });

  it("come before the stack is exhausted", () => {
    expect(errorOf("(".repeat(100_000))?.kind).toBe("syntax");
    expect(errorOf("!".repeat(1_000) + "a")?.kind).toBe("syntax");
    expect(errorOf(Array(100_000).fill("a").join("."))?.kind).toBe("syntax");
  });

  it("do not know functions by the names of object members", () => {
    expect(errorOf("constructor(@)")?.kind).toBe("unknown-function");
  });

  it("are the only thing that any text can throw", () => {
    const pieces = fc.constantFrom("a", ".", "[", "]", "[]", "*", "[?", "(", ")", "{", "}", ":", ",", "&", "|", "||", "!", "==", "`1`", "'x'", '"b"', "1", "-1", "@", "length", "sort_by", " "); // prettier-ignore
    const value = { a: [1, { b: "x" }, null], length: { a: 2 } };
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const error = errorOf(parts.join(""), value);
        expect(error === undefined || error instanceof JmespathError).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
