/** The part of `npm test` that needs the installed packages. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runCommand } from "../process/run-command.ts";
import { root } from "../root.ts";
import { generateDemos, syncModels } from "../steps/prepare.ts";
import { runProgram, runTool } from "../steps/run-step.ts";
import { printError, red, step } from "../steps/step.ts";
import { showsSecret } from "./find-secrets.ts";
import { forgetSecretsReports, readSecretsReports } from "./secrets-report.ts";
import { runTests } from "./vitest-report.ts";

const count = { passed: 0, failed: 0 };
/** What the test run printed. */
let output = "";

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { models: { type: "string" } } });
  const before = await workingTree();
  await step("Service descriptions", () => syncModels(values.models));
  await step("Generate", generateDemos);

  await check("Same bytes twice", async () => lastLine(await runProgram("scripts/check-reproducible.ts")));
  await check("Lint", async () => void (await runTool("oxlint", [])));
  await check(
    "Format",
    async () => void (await runTool("prettier", ["--check", "--log-level", "warn", "."])),
  );
  await check("Layers", () => runProgram("scripts/check-layers.ts"));
  await check("Packages", () => runProgram("scripts/check-packages.ts"));
  await check("Types", async () => lastLine(await runProgram("scripts/typecheck.ts")));
  await forgetSecretsReports();
  await check("Tests", tests);
  await check("No secrets shown", secrets);
  await check("Faults", async () =>
    lastLine(await runProgram("packages/faults/src/cli.ts", ["--fast", "--jobs", "2"])),
  );
  await check("Build", async () => void (await runProgram("scripts/build.ts", ["sqs", "s3"])));
  await check("Packed packages", async () => lastLine(await runProgram("scripts/pack-check.ts")));
  await check("Nothing left behind", async () => {
    const after = await workingTree();
    if (after !== before) throw new Error(`git status changed:\n${after}`);
  });
}

/** A step that counts; the ones after it run whatever becomes of it. */
async function check(name: string, work: () => Promise<string | void>): Promise<void> {
  try {
    await step(name, work);
    count.passed += 1;
  } catch (error) {
    count.failed += 1;
    printError(error);
  }
}

async function tests(): Promise<string> {
  await rm(join(root, ".cache/vitest.json"), { force: true });
  const report = await runTests();
  output = report.output;
  count.passed += report.passed;
  count.failed += report.failed;
  for (const failure of report.failures) console.error(`\n${red("✗")} ${failure}`);
  const skipped = report.skipped > 0 ? `, ${report.skipped} skipped` : "";
  return `${report.passed} passed, ${report.failed} failed${skipped}`;
}

/** What the tests printed, and every error that they made, was looked at as they ran; so is what the run printed. */
async function secrets(): Promise<string> {
  const { errors, prints, hits } = await readSecretsReports();
  if (hits > 0 || showsSecret(output)) throw new Error(`secrets show: ${hits} hits`);
  return `0 hits in ${errors} errors, ${prints} printed texts`;
}

/** What git says about the working tree; empty outside of a repository. */
async function workingTree(): Promise<string> {
  return (await runCommand("git", ["status", "--porcelain"])).stdout;
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}

main()
  .catch((error: unknown) => {
    count.failed += 1;
    printError(error);
  })
  .finally(() => {
    console.log(`\n${count.passed} passed, ${count.failed} failed`);
    process.exit(count.failed === 0 ? 0 : 1);
  });
