import fc from "fast-check";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { ValidationError } from "../errors/errors.ts";
import type { AnyOperation } from "../shape/operation.ts";
import type { Members, Ref, Scalar, Structure } from "../shape/shape.ts";
import { validateInput } from "./validate.ts";

const operation = (input: Ref): AnyOperation => ({ name: "Op", input });
const problemsOf = (input: Ref, value: unknown): string[] => {
  try {
    validateInput(operation(input), value, "Parcels");
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ValidationError);
    return (error as ValidationError).problems.map(({ path, problem }) => `${path} ${problem}`);
  }
};
const problems = (structure: Members, value: unknown, required: string[] = []): string[] =>
  problemsOf({ structure, required }, value);

const node: Structure = { structure: { Name: "string", Next: () => node, Nodes: { list: () => node } } };

describe("members", () => {
  it("that are required must be given; null and undefined are not given", () => {
    const members: Members = { A: "string", B: "integer", C: "boolean" };
    expect(problems(members, { A: "a", B: 0, C: false }, ["A", "B", "C"])).toEqual([]);
    expect(problems(members, { B: null, C: undefined }, ["A", "B", "C"])).toEqual([
      "Op.A is required",
      "Op.B is required",
      "Op.C is required",
    ]);
    expect(problems(members, { A: null, B: undefined })).toEqual([]);
    expect(problems(members, undefined, ["A"])).toEqual(["Op.A is required"]);
  });

  it("that are unknown are named with those that are most alike", () => {
    const members: Members = Object.fromEntries(
      ["Bucket", "Key", "Body", "Tagging", "Metadata", "ACL", "Expires"].map((name) => [name, "string" as const]),
    );
    expect(problems(members, { buckets: "b" })).toEqual([
      expect.stringMatching(/^Op\.buckets is unknown, must be one of Bucket, .*, or 2 less alike$/),
    ]);
    expect(problems({ A: "string" }, { toString: 1, __proto__: null, b: null })).toEqual(["Op.toString is unknown, must be one of A"]);
    expect(problems({}, { x: 1 })).toEqual(["Op.x is unknown, must be one of none"]);
  }); // prettier-ignore

  it("of operations without input are unknown", () => {
    expect(() => validateInput({ name: "Ping" }, {}, "S")).not.toThrow();
    expect(() => validateInput({ name: "Ping" }, { a: 1 }, "S")).toThrow("S Ping: Ping.a: is unknown, must be one of none");
  }); // prettier-ignore

  it("are all checked, at any depth, with their path", () => {
    const members: Members = {
      Item: { list: { structure: { Name: "string", Size: "integer" }, required: ["Name"] } },
      Map: { map: { list: "boolean" } },
    };
    const value = {
      Item: [{ Name: "a" }, { Name: 5 }, { Size: "x" }, "y"],
      Map: { 'k"': [true, 1], ok: [] },
    };
    expect(problems(members, value)).toEqual([
      "Op.Item[1].Name must be a string, got number 5",
      'Op.Item[2].Size must be a whole number, got string "x"',
      "Op.Item[2].Name is required",
      'Op.Item[3] must be an object, got string "y"',
      'Op.Map["k\\""][1] must be a boolean, got number 1',
    ]);
  });

  it("of sensitive members are never shown", () => {
    const members: Members = {
      Password: { shape: "integer", sensitive: true },
      Keys: { shape: { list: { structure: { Key: "integer" } } }, sensitive: true },
      Secrets: { list: { shape: "integer", sensitive: true } },
      Open: "integer",
    };
    const secret = "canary-secret";
    const found = problems(members, { Password: secret, Keys: [{ Key: secret }], Secrets: [secret], Open: "shown" });
    expect(found).toEqual([
      "Op.Password must be a whole number, got string",
      "Op.Keys[0].Key must be a whole number, got string",
      "Op.Secrets[0] must be a whole number, got string",
      'Op.Open must be a whole number, got string "shown"',
    ]);
  }); // prettier-ignore

  it("stop being listed at a hundred problems", () => {
    expect(problems({ L: { list: "string" } }, { L: Array.from({ length: 100_000 }, () => 1) })).toHaveLength(
      100,
    );
  });
});

const good: Record<Scalar, unknown[]> = {
  string: ["", "x"],
  boolean: [true, false],
  integer: [0, -5, Number.MAX_SAFE_INTEGER],
  long: [0, Number.MIN_SAFE_INTEGER, 2n ** 63n - 1n, -(2n ** 63n)],
  float: [0.5, NaN, -Infinity, -0],
  double: [1e308, Infinity],
  timestamp: [new Date(), new Date("0001-01-01T00:00:00Z"), new Date("9999-12-31T23:59:59.999Z")],
  blob: ["text", new Uint8Array(), Buffer.from("x"), new ArrayBuffer(1)],
  document: [null, 1, 2n, "a", true, [], {}, { a: [1, { b: null, c: undefined }] }],
};
const bad: Record<Scalar, unknown[]> = {
  string: [1, {}, [], new Date(), Symbol("s")],
  boolean: ["true", 1, 0],
  integer: [0.5, NaN, "1", 1n, 2 ** 53, true],
  long: [0.5, 2 ** 53, 2n ** 63n, -(2n ** 63n) - 1n, "1"],
  float: ["1", 1n],
  double: ["NaN", {}],
  timestamp: [new Date(NaN), 0, "2020-01-01", new Date(-62135596800001), new Date(253402300800000)],
  blob: [1, {}, [1], new Blob(["x"]), Readable.from(["x"]), new DataView(new ArrayBuffer(1))],
  document: [() => 1, NaN, Infinity, new Date(), new Map(), Symbol("s"), [undefined], { a: () => 1 }],
};

describe.each(Object.keys(good) as Scalar[])("a member of type %s", (shape) => {
  it.each(good[shape].map((value) => [value]))("may be %s", (value) => {
    expect(problems({ M: shape }, { M: value })).toEqual([]);
  });

  it.each(bad[shape].map((value) => [value]))("must not be %s", (value) => {
    expect(problems({ M: shape }, { M: value })).toHaveLength(1);
  });
});

describe("messages", () => {
  it.each<[Ref, unknown, string]>([
    ["string", 5, "must be a string, got number 5"],
    ["string", "x".repeat(5) as unknown, ""],
    ["boolean", "x".repeat(50), `must be a boolean, got string "${"x".repeat(32)}"`],
    ["string", [1], "must be a string, got Array"],
    ["string", new Map(), "must be a string, got Map"],
    ["string", () => 1, "must be a string, got function"],
    ["integer", 5n, "must be a whole number, got bigint 5"],
    ["timestamp", new Date(NaN), "must be a valid Date of the years 1 to 9999, got object Invalid Date"],
    [{ list: "string" }, "a", 'must be an array, got string "a"'],
    [{ map: "string" }, new Map(), "must be an object, got Map"],
    [{ map: "string" }, ["a"], "must be an object, got Array"],
    [{ structure: {} }, new Date(0), expect.stringContaining("must be an object, got object ") as unknown as string],
    [{ list: "string" }, [null], "must be a string, got null"],
    [{ list: "string" }, [undefined], "must be a string, got undefined"],
  ])("tell what %j must be when it is %s", (shape, value, message) => {
    const found = problems({ M: shape }, { M: value }).map((text) => text.slice(text.indexOf(" ") + 1));
    expect(found).toEqual(message ? [message] : []);
  }); // prettier-ignore
});

describe("maps, unions and enums", () => {
  it("leave absent entries out of account", () => {
    expect(problems({ M: { map: "string" } }, { M: { a: null, b: undefined, c: "c" } })).toEqual([]);
  });

  it("check that a union has one member", () => {
    const members: Members = { U: { union: { A: "string", B: "integer" } } };
    expect(problems(members, { U: { A: "a", B: null } })).toEqual([]);
    expect(problems(members, { U: {} })).toEqual(["Op.U must have exactly one member, got 0"]);
    expect(problems(members, { U: { A: "a", B: 1 } })).toEqual(["Op.U must have exactly one member, got 2"]);
  });
});

describe("payloads", () => {
  const body: Members = { Body: { shape: "blob", payload: true } };

  it.each([
    ["text"], [new Uint8Array()], [new ArrayBuffer(1)], [new Blob([])], [Readable.from([])], [new ReadableStream()], [async function* () {}()], [() => "x"],
  ])("may be %s", (value) => expect(problems(body, { Body: value })).toEqual([])); // prettier-ignore

  it.each([[1], [{}], [["x"]], [new Map()], [Promise.resolve("x")]])("must not be %s", (value) => {
    expect(problems(body, { Body: value })[0]).toMatch(/^Op\.Body must be a string, bytes, Blob, stream/);
  });

  it("of events are async iterables", () => {
    const events: Members = { Events: { shape: { union: { A: "string" } }, eventstream: true } };
    expect(problems(events, { Events: (async function* () {})() })).toEqual([]);
    expect(problems(events, { Events: [] })).toEqual(["Op.Events must be an async iterable, got Array"]);
  });
});

describe("places that carry little", () => {
  it("refuse an empty label of the path", () => {
    expect(problems({ Key: { shape: "string", uri: "Key" } }, { Key: "" })).toEqual([
      "Op.Key is part of the path and must not be empty",
    ]);
  });

  it("take any JSON for a header that carries JSON", () => {
    expect(problems({ J: { shape: "string", header: "j", jsonvalue: true } }, { J: { a: [1] } })).toEqual([]);
  });
});

describe("hostile inputs", () => {
  const chain = (length: number): object => {
    let value: object = {};
    for (let i = 1; i < length; i++) value = { Next: value };
    return value;
  };

  it("are refused when they nest too deeply, by counting", () => {
    expect(problemsOf(node, chain(128))).toEqual([]);
    expect(problemsOf(node, chain(200))[0]).toMatch(/must not be nested more than 128 levels/);
    expect(problemsOf(node, chain(100_000))).toHaveLength(1);
    let list: unknown = [];
    for (let i = 0; i < 100_000; i++) list = [list];
    expect(problems({ D: "document" }, { D: list })).toHaveLength(1);
  });

  it("are refused when they contain themselves, soon", () => {
    const self: Record<string, unknown> = { Name: "a" };
    self["Next"] = self;
    self["Nodes"] = [self, self];
    expect(problemsOf(node, self).map((text) => text.slice(0, text.indexOf(" ")))).toEqual(["Op.Next", "Op.Nodes[0]", "Op.Nodes[1]"]);
    const list: unknown[] = [];
    list.push(list, { list });
    expect(problems({ D: "document" }, { D: list })).toHaveLength(2);
  }); // prettier-ignore

  it("that share an object are no cycle", () => {
    const shared = { Name: "s" };
    expect(problemsOf(node, { Next: shared, Nodes: [shared, shared] })).toEqual([]);
  });

  it("of any kind are accepted or refused with a ValidationError", () => {
    const members: Members = { S: "string", L: { list: "integer" }, M: { map: "timestamp" }, D: "document", U: { union: { A: "blob" } } };
    const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true, withNullPrototype: true });
    fc.assert(
      fc.property(fc.oneof(anything, fc.record({ S: anything, L: anything, M: anything, D: anything, U: anything })), (value) => {
        expect(problems(members, value).length).toBeLessThanOrEqual(100);
      }),
      { numRuns: 2_000 },
    );
  }); // prettier-ignore
});
