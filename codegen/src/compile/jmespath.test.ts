/** What is printed does what the specification says: examples of ours, and the published compliance suite where it is. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";
import { describe, expect, it } from "vitest";
import { parseJmespath } from "@inia/service-model";
import { printJmespath } from "./jmespath.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const vectors = resolve(root, process.env["INIA_CONFORMANCE"] ?? "../shared/conformance", "jmespath/tests");
const files = existsSync(vectors) ? readdirSync(vectors) : [];
if (files.length === 0) console.info(`JMESPath compliance suite skipped: there is none in ${vectors}`);

const printed = (expression: string): string => printJmespath(parseJmespath(expression), "output");

describe("printJmespath", () => {
  it.each([
    ["A.B", "output.A?.B"],
    ["Jobs[-1].JobId", "output.Jobs?.at?.(-1)?.JobId"],
    ["status != 'DELETING'", 'output.status !== "DELETING"'],
    ["length(Items) == `0`", "output.Items?.length === 0"],
    ["keys(Items)", "Object.keys(output.Items ?? {})"],
    ["Items[*].State", "output.Items?.map?.((item: any) => item?.State).filter((item: any) => item != null)"],
    [
      "length(A[].B[]) > `0`",
      "output.A?.flat?.().flatMap((item: any) => item?.B ?? []).filter((item: any) => item != null).length > 0",
    ],
    [
      "*.Status",
      "(output && Object.values(output))?.map?.((item: any) => item?.Status).filter((item: any) => item != null)",
    ],
  ])("prints %s readably", (expression, text) => expect(printed(expression)).toBe(text));

  it.each(["sort(A)", "A[::2]", "sort_by(A, &B)", "constructor", "A > B", "A == `[1]`", "{__proto__: A}"])(
    "refuses %s",
    (expression) => expect(() => printed(expression)).toThrow(/^JMESPath: .* cannot be compiled/),
  );
});

interface Suite {
  given: unknown;
  cases: { expression: string; result?: unknown; error?: string }[];
}

/** Values that no shape has where the expression has them; a compiled expression takes them as they are in JavaScript. */
const shapeless = new Set([
  // The length of an object.
  "functions.json: length(@)",
  "functions.json: length(objects)",
  // The first of a string's characters, as if it were a list.
  "indices.json: foo[][0][0]",
  "wildcard.json: foo.bar[0][0][0]",
  "wildcard.json: foo.bar[0][0][0][0]",
  "syntax.json: *[0]",
  'syntax.json: *.["0"]',
  // The members of what is no object.
  "syntax.json: *.*",
  "syntax.json: *||*|*|*",
  "syntax.json: [*.*]",
  "wildcard.json: foo.*.*.*",
  "wildcard.json: foo.*.*.*.*",
  "wildcard.json: string.*",
  "wildcard.json: number.*",
  "wildcard.json: array.*",
]);

describe.skipIf(files.length === 0)("compliance suite", async () => {
  const cases = files.flatMap((file) =>
    (JSON.parse(readFileSync(join(vectors, file), "utf8")) as Suite[]).flatMap(({ given, cases }) =>
      cases.flatMap(({ expression, result, error }) => {
        const text = error === undefined && result !== undefined ? tryPrint(expression) : undefined;
        return text === undefined || shapeless.has(`${file}: ${expression}`)
          ? []
          : [{ file, expression, text, given, result }];
      }),
    ),
  );
  const source = cases.map(({ text }) => `(output: any): unknown => ${text}`).join(",\n");
  const { code } = await transform(`export default [\n${source}\n];`, { loader: "ts", format: "esm" });
  const module = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
    default: ((output: unknown) => unknown)[];
  };

  it("covers most of the language", () => expect(cases.length).toBe(558));

  it.each(cases.map((one, index) => ({ ...one, index })))(
    "$file: $expression",
    ({ given, result, index }) => {
      expect(withoutUndefined(module.default[index]!(given))).toEqual(result);
    },
  );
});

function tryPrint(expression: string): string | undefined {
  try {
    return printed(expression);
  } catch (error) {
    if (/cannot be compiled/.test((error as Error).message)) return undefined;
    throw error;
  }
}

/** Undefined is null to JMESPath. */
function withoutUndefined(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null)) as unknown;
}
