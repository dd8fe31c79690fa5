import { expect, it } from "vitest";
import type { AnyOperation } from "../index.ts";
import type { Structure } from "../service.ts";
import { maskInput } from "./mask-input.ts";

const node: Structure = { structure: { Name: "string", Pin: { sensitive: true }, Next: () => node } };
const operation: AnyOperation = {
  name: "Put",
  input: {
    structure: {
      Id: "string",
      At: "timestamp",
      Body: { shape: "blob", payload: true },
      Any: "document",
      Nodes: { list: node },
      ByName: { map: node },
      Texts: { map: { sensitive: true } },
      Secret: { shape: { structure: { A: "string" } }, sensitive: true },
    },
  },
};

it("shows an input without what is sensitive, at any depth", () => {
  const at = new Date(0);
  const given = {
    Id: "1",
    At: at,
    Body: new Uint8Array(3),
    Any: { a: [1] },
    Nodes: [{ Name: "a", Pin: "canary", Next: { Pin: "canary", Name: "b" } }],
    ByName: { x: { Pin: "canary" } },
    Texts: { k: "canary" },
    Secret: { A: "canary" },
    Unknown: "canary",
  };
  expect(maskInput(operation, given)).toEqual({
    Id: "1",
    At: at,
    Body: "[blob]",
    Any: { a: [1] },
    Nodes: [{ Name: "a", Pin: "***", Next: { Pin: "***", Name: "b" } }],
    ByName: { x: { Pin: "***" } },
    Texts: { k: "***" },
    Secret: "***",
    Unknown: "***",
  });
});

it("hides what is not of the model's type, and ends for inputs that contain themselves", () => {
  const circle: Record<string, unknown> = { Name: "a" };
  circle["Next"] = circle;
  expect(
    JSON.stringify(maskInput(operation, { Nodes: "canary", ByName: "canary", Id: { a: "canary" } })),
  ).not.toContain("canary");
  expect(JSON.stringify(maskInput(operation, { Nodes: [circle] }))).toContain('"***"');
  expect(maskInput({ name: "None" }, {})).toEqual({});
  expect(maskInput(operation, { Id: null })).toEqual({ Id: null });
  expect(
    Object.hasOwn(maskInput(operation, JSON.parse('{"ByName":{"__proto__":{}}}')) as object, "ByName"),
  ).toBe(true);
});
