/** The published compliance suite of JMESPath; vectors are read where they are, never copied. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { compileJmespath } from "./compile-jmespath.ts";
import { JmespathError } from "./jmespath-error.ts";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const vectors = resolve(root, process.env["INIA_CONFORMANCE"] ?? "../shared/conformance", "jmespath/tests");
const files = existsSync(vectors) ? readdirSync(vectors).filter((file) => file !== "benchmarks.json") : [];
if (files.length === 0) console.info(`JMESPath compliance suite skipped: there is none in ${vectors}`);

interface Suite {
  given: unknown;
  cases: { expression: string; result?: unknown; error?: string }[];
}

describe.skipIf(files.length === 0)("compliance suite", () => {
  it.each(files)("%s", (file) => {
    const suites = JSON.parse(readFileSync(join(vectors, file), "utf8")) as Suite[];
    const cases = suites.flatMap(({ given, cases }) => cases.map((each) => ({ given, ...each })));
    const wanted = cases.map(({ expression, result, error }) => ({
      expression,
      result: result ?? null,
      error,
    }));
    const found = cases.map(({ expression, given }) => ({ expression, ...outcome(expression, given) }));
    expect(cases.length).toBeGreaterThan(0);
    expect(found).toEqual(wanted);
  });
});

function outcome(expression: string, given: unknown): { result: unknown; error?: string } {
  try {
    return { result: compileJmespath(expression)(given) };
  } catch (error) {
    if (error instanceof JmespathError) return { result: null, error: error.kind };
    throw error;
  }
}
