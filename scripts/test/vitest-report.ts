import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import { lastLines, runCommand } from "../process/run-command.ts";
import { root } from "../root.ts";

/** What came of a run of vitest. */
export interface TestReport {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** One paragraph for each failure. */
  readonly failures: readonly string[];
  /** What the run printed. */
  readonly output: string;
}

interface VitestJson {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** Runs all tests of the project. */
export async function runTests(): Promise<TestReport> {
  const file = ".cache/vitest.json";
  const result = await runCommand(process.execPath, [
    "node_modules/vitest/vitest.mjs",
    "run",
    "--reporter=json",
    `--outputFile=${file}`,
  ]);
  const output = result.stdout + result.stderr;
  let json: VitestJson;
  try {
    json = JSON.parse(await readFile(`${root}${file}`, "utf8")) as VitestJson;
  } catch {
    const failures = [`vitest gave no report:\n${lastLines(result)}`];
    return { passed: 0, failed: 1, skipped: 0, failures, output };
  }
  const failures = json.testResults.flatMap(failuresOf);
  // A file that cannot be loaded has no failed tests, and vitest may fail for reasons outside of any test.
  if (result.code !== 0 && failures.length === 0) failures.push(`vitest failed:\n${lastLines(result)}`);
  return {
    passed: json.numPassedTests,
    failed: failures.length,
    skipped: json.numPendingTests + json.numTodoTests,
    failures,
    output,
  };
}

function failuresOf(file: VitestJson["testResults"][number]): string[] {
  const path = relative(root, file.name);
  const failed = file.assertionResults.filter((test) => test.status === "failed");
  if (failed.length === 0) return file.status === "failed" ? [`${path}: ${file.message}`] : [];
  return failed.map((test) => `${path}: ${test.fullName}\n${test.failureMessages.join("\n")}`);
}
