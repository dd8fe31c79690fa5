import { existsSync } from "node:fs";
import { join } from "node:path";
import { isSynced, modelsData, readLock } from "../models/lock.ts";
import { root } from "../root.ts";
import { runProgram } from "./run-step.ts";
import { fingerprint, forget, onceFor } from "./stamp.ts";

/** The services that the tour visits and that the tests are run with. */
export const demoServices: readonly string[] = [
  "s3", "dynamodb", "sqs", "sns", "sts", "iam", "ec2", "lambda", "apigateway", "route53", "cloudwatch",
]; // prettier-ignore

/** Our own imaginary services that the tour visits. */
export const demoFixtures: readonly string[] = ["pulse"];

/** Gets the locked service descriptions, from a wheel or folder on this machine when one is given. */
export async function syncModels(from?: string): Promise<string> {
  const lock = readLock();
  if (isSynced(lock)) return `${lock.package} ${lock.version}, already there`;
  await runProgram("scripts/sync-models.ts", from === undefined ? [] : ["--models", from]);
  return `${lock.package} ${lock.version}`;
}

/** Generates the demo services and fixtures into `packages/services`, unless they are there and up to date. */
export async function generateDemos(): Promise<string> {
  const names = [...demoServices, ...demoFixtures];
  const inputs = await fingerprint(["codegen/src", "packages/service-model/src", "models"], ...names);
  const isThere = names.every((name) => existsSync(join(root, "packages/services", name, "generated.json")));
  if (!isThere) await forget("generate");
  const done = await onceFor("generate", inputs, async () => {
    await runProgram("codegen/src/cli.ts", [...demoServices, "--models", modelsData()]);
    for (const name of demoFixtures) {
      const out = join("packages/services", name);
      await runProgram("codegen/src/cli.ts", ["--model", `models/fixtures/${name}`, "--out", out]);
    }
  });
  return `${names.length} clients${done ? "" : ", already there"}`;
}
