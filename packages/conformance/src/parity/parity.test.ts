import { fileURLToPath } from "node:url";
import { describe, expect, it, test } from "vitest";
import { modelsFolder } from "../endpoints/rulesets.ts";
import { TableComparison } from "./compare-tables.ts";
import { generatedNames } from "./load-generated.ts";
import { runParity } from "./parity.ts";

const models = modelsFolder();
const present = generatedNames();
const demos = ["s3", "dynamodb", "sqs", "sns", "sts", "iam", "lambda", "apigateway", "route53", "cloudwatch"];
const services = demos.filter((name) => present.includes(name));
const absent = models === undefined || services.length === 0 ? " (skipped: none, or no descriptions)" : "";

describe.skipIf(absent !== "")(`generated packages${absent}`, () => {
  it("hold the tables and send the requests that the dynamic client has", { timeout: 120_000 }, async () => {
    const path = (place: string): string =>
      fileURLToPath(new URL(`../../../../models/${place}`, import.meta.url));
    const { counts, differences } = await runParity({
      sources: [models!],
      patches: path("patches"),
      services,
      sample: 200,
      seed: 1,
    });
    expect(differences).toEqual([]);
    expect(counts).toMatchObject({ services: services.length, requests: 400 });
    expect(counts.refused).toBeLessThan(40);
  });
});

/** Paths at which two tables differ. */
function differ(generated: unknown, dynamic: unknown): string[] {
  const paths: string[] = [];
  const counts = { tables: 0, expressions: 0 };
  new TableComparison((path) => paths.push(path), counts).compare("table", generated, dynamic);
  return paths;
}

test("tables that lead back to themselves are followed once", () => {
  const make = (leaf: string): object => {
    const tree: Record<string, unknown> = { structure: { Leaf: leaf, Trees: { list: () => tree } } };
    return tree;
  };
  expect(differ(make("string"), make("string"))).toEqual([]);
  expect(differ(make("string"), make("blob"))).toEqual(["table.structure.Leaf"]);
});

test.each([
  ["an order", { a: 1, b: 2 }, { b: 2, a: 1 }, ["table (names of members)"]],
  ["a member that is undefined", { a: 1, b: undefined }, { a: 1 }, []],
  ["a member too many", { a: 1, b: 2 }, { a: 1 }, ["table (names of members)"]],
  ["a list in place of a map", { a: [] }, { a: {} }, ["table.a"]],
  ["nothing in place of a table", { a: {} }, { a: null }, ["table.a"]],
  ["expressions of different kinds", { a: (x: unknown) => x }, { a: "x" }, ["table.a"]],
])("%s", (_, generated, dynamic, paths) => {
  expect(differ(generated, dynamic)).toEqual(paths);
});

test("error classes are compared by what the core reads of them", () => {
  const make = (shapeName: string, code?: string): unknown =>
    Object.assign(class extends Error {}, { shapeName, service: "X", ...(code && { code }) });
  expect(differ(make("A"), make("A", "A"))).toEqual([]);
  expect(differ(make("A"), make("A", "B"))).toEqual(["table.code"]);
});
