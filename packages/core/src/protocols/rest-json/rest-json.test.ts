import { describe, expect, it } from "vitest";
import { ParseError } from "../../errors/errors.ts";
import type { AnyOperation } from "../../shape/operation.ts";
import type { ServiceInfo } from "../../shape/service-info.ts";
import type { Members } from "../../shape/shape.ts";
import { restJson } from "./rest-json.ts";

const service: ServiceInfo = { id: "S", apiVersion: "1", endpointPrefix: "s", signingName: "s" };

function serialize(members: Members | undefined, input: Record<string, unknown>) {
  const operation: AnyOperation = {
    name: "Op",
    http: "PUT /op",
    ...(members && { input: { structure: members } }),
  };
  const { method, path, headers, body } = restJson.serialize(service, operation, input);
  expect([method, path]).toEqual(["PUT", "/op"]);
  return [body, headers["content-type"]];
}

const header = { shape: "string", header: "Content-Type" } as const;
const located = { shape: "string", header: "x" } as const;
const inner = { structure: { a: "string" } } as const;
const json = "application/json";

describe("bodies of rest-json", () => {
  it.each<[string, Members | undefined, Record<string, unknown>, unknown, string | undefined]>([
    ["no input", undefined, {}, undefined, undefined],
    ["members of the body", { a: "string", x: located }, { a: "1", x: "y" }, '{"a":"1"}', json],
    ["no member of the body given", { a: "string", x: located }, { x: "y" }, "{}", json],
    ["no members of the body", { x: located }, { x: "y" }, undefined, undefined],
    ["a structure", { p: { shape: inner, payload: true } }, { p: { a: "1" } }, '{"a":"1"}', json],
    ["no structure", { p: { shape: inner, payload: true } }, {}, "{}", json],
    ["no union", { p: { shape: { union: { a: "string" } }, payload: true } }, {}, undefined, undefined],
    ["a document", { p: { shape: "document", payload: true } }, { p: [1] }, "[1]", json],
    ["a string", { p: { shape: "string", payload: true } }, { p: "raw" }, "raw", undefined],
    ["a blob", { p: { shape: "blob", payload: true } }, {}, undefined, undefined],
    [
      "a content type",
      { a: "string", t: header },
      { a: "1", t: "application/x" },
      '{"a":"1"}',
      "application/x",
    ],
  ])("for %s", (_, members, input, body, type) => {
    expect(serialize(members, input)).toEqual([body, type]);
  });
});

describe("outputs of rest-json", () => {
  const operation: AnyOperation = {
    name: "Op",
    output: { structure: { a: "string", x: { shape: "string", header: "X" } } },
  };
  const parse = (text: string) =>
    restJson.parse(service, operation, {
      status: 200,
      headers: { x: "h" },
      body: new TextEncoder().encode(text),
    }).output;

  it("have members of head and body", () => {
    expect(parse('{"a":"1","x":"not this"}')).toEqual({ a: "1", x: "h" });
    expect(parse("")).toEqual({ x: "h" });
  });

  it("are refused when they are not JSON", () => {
    expect(() => parse("<html>")).toThrow(ParseError);
  });
});
