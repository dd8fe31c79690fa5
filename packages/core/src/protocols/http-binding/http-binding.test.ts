import { describe, expect, it } from "vitest";
import { ParseError, ValidationError } from "../../errors/errors.ts";
import { createStreamingBody, type StreamingBody } from "../../http/streaming-body.ts";
import type { AnyOperation } from "../../shape/operation.ts";
import type { Ref, Structure } from "../../shape/shape.ts";
import { bindRequest } from "./request.ts";
import { bindError, bindResponse } from "./response.ts";

const at = new Date("2019-12-16T23:48:18.500Z");

function bind(members: Structure["structure"], input: Record<string, unknown>, http = "GET /") {
  const operation: AnyOperation = { name: "Op", http, input: { structure: members } };
  const { draft, bodyGiven } = bindRequest(operation, input);
  return { ...draft, bodyGiven };
}

const label = (http: string, value: unknown, shape: Ref = "string") =>
  bind({ a: { shape: shape as "string", uri: "A" } }, { a: value }, http).path;

describe("labels", () => {
  it("are encoded, slashes too unless the label is greedy", () => {
    expect(label("GET /x/{A}/y", "a/b c~é")).toBe("/x/a%2Fb%20c~%C3%A9/y");
    expect(label("GET /x/{A+}", "a//b/../c d")).toBe("/x/a//b/../c%20d");
  });

  it("carry any scalar", () => {
    expect(label("GET /{A}", at, "timestamp")).toBe("/2019-12-16T23%3A48%3A18.500000Z");
    expect(label("GET /{A}", true, "boolean")).toBe("/true");
    expect(label("GET /{A}", 9007199254740993n, "long")).toBe("/9007199254740993");
    expect(label("GET /{A}", NaN, "double")).toBe("/NaN");
  });

  it.each(["", ".", "..", undefined, null])("that are not greedy refuse %j", (value) => {
    expect(() => label("GET /x/{A}/y", value)).toThrow(ValidationError);
  });

  it("name the member that is wrong", () => {
    expect(() => label("GET /{A}", "..")).toThrow(/^Op\.a: /);
  });
});

describe("the query string", () => {
  it("follows the template's and keeps the caller's order", () => {
    const { path, query } = bind(
      { b: { shape: "string", querystring: "B" }, c: { shape: { list: "integer" }, querystring: "c[]" } },
      { c: [1, null, 2], b: "x &=" },
      "GET /p?literal&k=v",
    );
    expect(path).toBe("/p");
    expect(query).toBe("literal&k=v&c%5B%5D=1&c%5B%5D=2&B=x%20%26%3D");
  });

  it.each([
    [{ named: "n", map: { key: "m", other: ["x", "y"], none: null } }, "key=n&other=x&other=y"],
    [{ map: { key: "m", other: ["x"] }, named: "n" }, "key=n&other=x"],
    [{ map: {}, named: "" }, "key="],
    [{ named: null, map: undefined }, ""],
  ])("has maps, which yield to named parameters: %j", (input, expected) => {
    const map = { map: { list: "string" } } as const;
    const members = {
      named: { shape: "string", querystring: "key" },
      map: { shape: map, querystring: "" },
    } as const;
    expect(bind(members, input).query).toBe(expected);
  });

  it("writes timestamps as ISO 8601 unless told otherwise", () => {
    expect(bind({ t: { shape: "timestamp", querystring: "t" } }, { t: at }).query).toBe(
      "t=2019-12-16T23%3A48%3A18.500000Z",
    );
    const members = {
      t: { shape: "timestamp", querystring: "t", timestampFormat: "unixTimestamp" },
    } as const;
    expect(bind(members, { t: at }).query).toBe("t=1576540098.5");
  });

  it("has no parameter for an empty list", () => {
    expect(bind({ l: { shape: { list: "string" }, querystring: "l" } }, { l: [] }).query).toBe("");
  });
});

describe("headers of requests", () => {
  const header = (shape: Ref, value: unknown, traits = {}) =>
    bind({ h: { shape: shape as "string", header: "X-H", ...traits } }, { h: value }).headers;

  it.each<[Ref, unknown, object, string]>([
    ["string", "a b", {}, "a b"],
    ["string", "", {}, ""],
    ["boolean", false, {}, "false"],
    ["double", -Infinity, {}, "-Infinity"],
    ["timestamp", at, {}, "Mon, 16 Dec 2019 23:48:18 GMT"],
    ["timestamp", at, { timestampFormat: "iso8601" }, "2019-12-16T23:48:18Z"],
    ["timestamp", at, { timestampFormat: "unixTimestamp" }, "1576540098"],
    ["blob", "hi", {}, "aGk="],
    [{ list: "string" }, ["a", null, 'b"c', "d,e"], {}, 'a,"b\\"c","d,e"'],
    [{ list: "integer" }, [1, 2], {}, "1,2"],
    [{ list: "timestamp" }, [at], {}, "Mon, 16 Dec 2019 23:48:18 GMT"],
    ["string", '{"a": 1}', { jsonvalue: true }, "eyJhIjogMX0="],
    ["string", { a: 1 }, { jsonvalue: true }, "eyJhIjoxfQ=="],
    ["string", "text", { jsonvalue: true }, "InRleHQi"],
  ])("write %j %j %j", (shape, value, traits, expected) => {
    expect(header(shape, value, traits)).toEqual({ "x-h": expected });
  });

  it("are left out for null and undefined", () => {
    expect(header("string", null)).toEqual({});
    expect(header("string", undefined)).toEqual({});
  });

  it("come from maps with a prefix", () => {
    const members = { m: { shape: { map: "string" }, headers: "X-Amz-Meta-" } } as const;
    expect(bind(members, { m: { Colour: "blue", none: null } }).headers).toEqual({
      "x-amz-meta-colour": "blue",
    });
    expect(() => bind(members, { m: { "a b": "x" } })).toThrow(ValidationError);
  });

  it.each(["a\r\nb", "ü", "\0", "\x7f"])("refuse %j, naming the member", (value) => {
    expect(() => header("string", value)).toThrow(/^Op\.h: /);
  });
});

describe("bodies of requests", () => {
  it("tell whether a member of the document was given", () => {
    const members = { a: "string", h: { shape: "string", header: "h" } } as const;
    expect(bind(members, { h: "x", a: null, other: 1 }).bodyGiven).toBe(false);
    expect(bind(members, { a: "" }).bodyGiven).toBe(true);
  });

  it("are the raw payload as the caller gave it", () => {
    const stream = new ReadableStream<Uint8Array>();
    expect(bind({ p: { shape: "blob", payload: true } }, { p: stream }).body).toBe(stream);
    expect(bind({ p: { shape: "string", payload: true } }, { p: null }).body).toBeUndefined();
  });
});

describe("responses", () => {
  const readText = (ref: Ref, body: Uint8Array): unknown => ({
    document: new TextDecoder().decode(body),
    ref,
  });
  const response = (headers: Record<string, string>, body = "", status = 200) => ({
    status,
    headers,
    body: new TextEncoder().encode(body),
  });

  it.each<[Ref, string, unknown]>([
    ["string", "", ""],
    ["integer", "", undefined],
    ["integer", "12", 12],
    ["long", "9007199254740993", 9007199254740993n],
    ["boolean", "TRUE", true],
    ["boolean", "no", false],
    ["double", "NaN", NaN],
    ["timestamp", "Mon, 16 Dec 2019 23:48:18 GMT", new Date("2019-12-16T23:48:18Z")],
    ["timestamp", "1576540098", new Date("2019-12-16T23:48:18Z")],
    [{ list: "string" }, 'a, "b, \\"c\\"" ,d', ["a", 'b, "c"', "d"]],
    [{ list: "integer" }, "1, 2,3", [1, 2, 3]],
    [
      { list: "timestamp" },
      "Mon, 16 Dec 2019 23:48:18 GMT, Tue, 17 Dec 2019 23:48:18 GMT",
      [new Date("2019-12-16T23:48:18Z"), new Date("2019-12-17T23:48:18Z")],
    ],
    [
      { list: "timestamp" },
      "2019-12-16T23:48:18Z,2019-12-17T23:48:18Z",
      [new Date("2019-12-16T23:48:18Z"), new Date("2019-12-17T23:48:18Z")],
    ],
    [{ shape: "string", jsonvalue: true }, "dHJ1ZQ==", "true"],
  ])("have headers: %j %j", (ref, text, expected) => {
    const traits = typeof ref === "object" && "shape" in ref ? ref : { shape: ref as "string" };
    const output = bindResponse(
      { output: { structure: { h: { ...traits, header: "X-H" } } } },
      response({ "x-h": text }),
      readText,
    );
    expect(output).toEqual(expected === undefined ? {} : { h: expected });
  });

  it("whose headers do not fit are refused", () => {
    const shape = { structure: { h: { shape: "integer", header: "h" } } } as const;
    expect(() => bindResponse({ output: shape }, response({ h: "twelve" }), readText)).toThrow(ParseError);
  });

  it("have a status and prefixed headers", () => {
    const shape: Structure = {
      structure: {
        code: { shape: "integer", statusCode: true },
        meta: { shape: { map: "string" }, headers: "X-Meta-" },
        all: { shape: { map: "string" }, headers: "" },
      },
    };
    const headers = { "x-meta-__proto__": "p", "x-meta-b": "c" };
    const output = bindResponse({ output: shape }, response(headers, "", 202), readText);
    expect(output["code"]).toBe(202);
    expect(Object.entries(output["meta"] as object)).toEqual([
      ["__proto__", "p"],
      ["b", "c"],
    ]);
    expect(output["all"]).toEqual(headers);
    expect(bindResponse({ output: shape }, response({}), readText)).toEqual({ code: 200, meta: {}, all: {} });
  });

  it("stream blobs", async () => {
    const shape = { structure: { p: { shape: "blob", payload: true } } } as const;
    const { p } = bindResponse(
      { output: shape, streamOutput: createStreamingBody },
      response({}, "hi"),
      readText,
    );
    expect(await (p as StreamingBody).text()).toBe("hi");
  });

  it("have payloads of text, structures and unions", () => {
    const payload = (shape: Ref) =>
      ({ structure: { p: { shape: shape as "string", payload: true } } }) as const;
    const inner = { structure: { x: "string" } } as const;
    const union = { union: { x: "string" } } as const;
    expect(bindResponse({ output: payload("string") }, response({}, "é"), readText)).toEqual({ p: "é" });
    expect(bindResponse({ output: payload("string") }, response({}), readText)).toEqual({ p: "" });
    expect(bindResponse({ output: payload(inner) }, response({}), readText)).toHaveProperty("p.document", "");
    expect(bindResponse({ output: payload(union) }, response({}), readText)).toEqual({});
    expect(bindResponse({}, response({}, "ignored"), readText)).toEqual({});
  });

  it("that must be read whole cannot be streams", () => {
    const shape = { structure: { a: "string" } } as const;
    const body = new ReadableStream<Uint8Array>() as unknown as AsyncIterable<Uint8Array>;
    expect(() => bindResponse({ output: shape }, { status: 200, headers: {}, body }, readText)).toThrow(
      ParseError,
    );
  });

  it("hold the members of errors, raw payloads as bytes", () => {
    const shape: Structure = {
      structure: { h: { shape: "string", header: "h" }, p: { shape: "blob", payload: true } },
    };
    const body = new TextEncoder().encode("hi");
    expect(bindError(shape, { status: 400, headers: { h: "x" }, body }, readText)).toEqual({
      h: "x",
      p: body,
    });
  });
});
