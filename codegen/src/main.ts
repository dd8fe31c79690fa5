/** `pnpm generate`, apart from the process it runs in. */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { listServices, nearestNames, openSource, type ModelSource } from "@inia/service-model";
import { parseCommandLine, UsageError, usage, type Options } from "./command-line.ts";
import { findUnchanged } from "./find-unchanged.ts";
import type { Job, Task } from "./generator.ts";
import { Progress, type Output } from "./progress.ts";
import { runTasks } from "./run-tasks.ts";
import { repositoryPath } from "./write/manifest.ts";

/** Runs the generator. Gives the exit code: 0 when every service is generated, 1 when one failed, 2 for a wrong call. */
export async function main(arguments_: readonly string[], output: Output, errors: Output): Promise<number> {
  try {
    const options = parseCommandLine(arguments_);
    if (options.help) {
      output.write(usage);
      return 0;
    }
    return await generate(options, output);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    errors.write(`${error.message}\n`);
    return 2;
  }
}

async function generate(options: Options, output: Output): Promise<number> {
  const patches = repositoryPath("models/patches");
  const job: Job = { models: modelsOf(options), patches, check: options.check, stamp: !options.golden };
  const tasks = tasksOf(options, job.models);
  const progress = new Progress(output, tasks.length);
  const { unchanged, left } = findUnchanged(job, tasks);
  for (const result of unchanged) progress.report(result);
  const results = [...unchanged, ...(await runTasks(job, left, (result) => progress.report(result)))];
  const names = results.map(({ name }) => name);
  progress.finish(results, countPatches(patches, names));
  return results.some(({ state }) => state === "failed" || state === "stale") ? 1 : 0;
}

/** Folder, wheel or file of the descriptions. */
function modelsOf({ model, models, golden }: Options): string {
  if (golden) return repositoryPath("models/fixtures");
  const given = model ?? models;
  if (given !== undefined) {
    const path = resolve(given);
    if (!existsSync(path)) throw new UsageError(`${path}: there is no such file or folder`);
    return path;
  }
  const lock = JSON.parse(readFileSync(repositoryPath("models/lock.json"), "utf8")) as { version: string };
  const path = repositoryPath(`.cache/models/botocore-${lock.version}/data`);
  if (!existsSync(path)) throw new UsageError("The descriptions are not there yet: run pnpm sync-models.");
  return path;
}

function tasksOf(options: Options, models: string): Task[] {
  if (options.model !== undefined) {
    return [
      { name: undefined, folder: options.out === undefined ? defaultFolder(models) : resolve(options.out) },
    ];
  }
  const out = options.golden
    ? repositoryPath("codegen/golden")
    : resolve(options.out ?? repositoryPath("packages/services"));
  const source = openSource(models);
  const known = listServices(source);
  const wanted = options.all || options.golden ? bySize(source, known) : [...new Set(options.services)];
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new UsageError(unknown.map((name) => unknownService(name, known)).join("\n"));
  return wanted.map((name) => ({ name, folder: join(out, name) }));
}

/** Where the package of a single description goes when nobody says so. */
function defaultFolder(model: string): string {
  const [name = "service"] = listServices(openSource(model));
  return repositoryPath(`packages/services/${name}`);
}

/** The biggest first, so that threads end together. */
function bySize(source: ModelSource, names: readonly string[]): string[] {
  const sizes = new Map(names.map((name) => [name, sizeOf(source, name)]));
  return [...names].sort((a, b) => sizes.get(b)! - sizes.get(a)! || (a < b ? -1 : 1));
}

function sizeOf(source: ModelSource, name: string): number {
  const version = [...source.list(name)].sort().at(-1) ?? "";
  const packed = source.read(`${name}/${version}/service-2.json.gz`);
  // Descriptions pack about twelve to one.
  return packed === undefined
    ? (source.read(`${name}/${version}/service-2.json`)?.length ?? 0)
    : packed.length * 12;
}

function unknownService(name: string, known: readonly string[]): string {
  const near = nearestNames(name, known);
  return `No service ${name}.${near.length === 0 ? "" : ` Did you mean ${near.join(" or ")}?`}`;
}

/** Corrections of the descriptions of these services. */
function countPatches(folder: string, names: readonly string[]): number {
  const files = names.map((name) => join(folder, `${name}.json`)).filter((file) => existsSync(file));
  const counts = files.map(
    (file) => (JSON.parse(readFileSync(file, "utf8")) as { patches?: unknown[] }).patches?.length ?? 0,
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
