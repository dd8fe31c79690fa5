import { isSynced, modelsData, readLock } from "../models/lock.ts";
import { runProgram } from "./run-step.ts";

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

/** Generates the demo services and fixtures into `packages/services`; the generator itself skips what is up to date. */
export async function generateDemos(): Promise<string> {
  await runProgram("codegen/src/cli.ts", [...demoServices, "--models", modelsData()]);
  await runProgram("codegen/src/cli.ts", [...demoFixtures, "--models", "models/fixtures"]);
  return `${demoServices.length + demoFixtures.length} clients`;
}

/** Manifests of the generated demos: they change when what was generated changes. */
export function demoManifests(): string[] {
  return [...demoServices, ...demoFixtures].map((name) => `packages/services/${name}/generated.json`);
}
