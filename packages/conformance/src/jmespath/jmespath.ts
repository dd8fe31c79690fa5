import { deepEqual, throws } from "node:assert/strict";
import { compileJmespath, JmespathError } from "@inia/service-model";
import { createFamily, type CaseFamily } from "../family.ts";
import { hasVectors, vectorNames, vectorText } from "../vectors.ts";

interface Suite {
  readonly given: unknown;
  readonly cases: readonly {
    readonly expression: string;
    readonly result?: unknown;
    readonly error?: string;
  }[];
}

/** The compliance suite of JMESPath, the language of paginators, waiters and context parameters. */
export const jmespath: CaseFamily = createFamily("jmespath", () => {
  if (!hasVectors("jmespath", "tests")) return [];
  return vectorNames("jmespath", "tests")
    .filter((name) => name !== "benchmarks.json")
    .flatMap((name) =>
      (JSON.parse(vectorText("jmespath", "tests", name)) as Suite[]).flatMap(({ given, cases }) =>
        cases.map(({ expression, result, error }) => ({
          name: `${name} ${expression}`,
          run() {
            if (error === undefined) deepEqual(compileJmespath(expression)(given), result ?? null);
            else throws(() => compileJmespath(expression)(given), JmespathError);
          },
        })),
      ),
    );
});
