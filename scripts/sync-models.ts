/**
 * Gets the service descriptions: the locked botocore wheel, verified and unpacked under `.cache/models/`.
 *
 * The folder appears whole or not at all: everything is done beside it and moved into place by one rename.
 */
import { existsSync, statSync } from "node:fs";
import { mkdir, readdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { copyFolder } from "./models/copy-folder.ts";
import { downloadWheel, unpackWheel, verifyWheel } from "./models/fetch-wheel.ts";
import { isSynced, modelsFolder, readLock, type ModelsLock } from "./models/lock.ts";
import { findPython } from "./models/python.ts";

const help = `Usage: pnpm sync-models [--models PATH] [--force]

Gets the AWS service descriptions that models/lock.json names: downloads the wheel with pip, verifies its
SHA-256 and unpacks it to .cache/models/<name>-<version>/. Does nothing when they are there.

  --models PATH  take them from this machine: the wheel, a folder that holds it, an unpacked botocore
                 or its data folder. The content must be that of models/lock.json.
  --force        get them even when they are there
  --help         this text`;

/** Puts the locked descriptions in their place; returns their folder. */
async function syncModels(lock: ModelsLock, from: string | undefined): Promise<string> {
  const target = modelsFolder(lock);
  await mkdir(dirname(target), { recursive: true });
  await removeLeftovers(dirname(target));
  const work = join(dirname(target), `.part-${process.pid}-${Date.now()}`);
  await mkdir(work);
  const discard = (): Promise<void> => rm(work, { recursive: true, force: true, maxRetries: 3 });
  const interrupted = (): void => void discard().finally(() => process.exit(130));
  process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
  try {
    await fill(join(work, "python"), lock, from);
    await rename(join(work, "python", lock.package, "data"), join(work, "data"));
    await symlink(join("..", "..", "data"), join(work, "python", lock.package, "data"), "dir");
    await writeFile(join(work, "lock.json"), `${JSON.stringify(lock, null, 2)}\n`);
    await moveInto(work, target, lock);
  } finally {
    process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
    await discard();
  }
  return target;
}

/** Unpacks the wheel, or copies the given folder, into `folder`. */
async function fill(folder: string, lock: ModelsLock, from: string | undefined): Promise<void> {
  if (from !== undefined && !existsSync(from)) throw new Error(`${from} does not exist.`);
  const inside = from === undefined ? undefined : join(from, lock.wheel);
  if (from !== undefined && statSync(from).isDirectory() && !existsSync(join(from, lock.wheel))) {
    return copyFolder(resolve(from), lock, folder);
  }
  const python = await findPython();
  let wheel = inside !== undefined && existsSync(inside) ? inside : from;
  if (wheel === undefined) {
    console.log(
      `Downloading ${lock.wheel} with pip (16 MB; an index that does not answer is tried for a while) …`,
    );
    await mkdir(folder, { recursive: true });
    wheel = await downloadWheel(python, lock, dirname(folder));
  }
  await verifyWheel(wheel, lock);
  await unpackWheel(python, wheel, folder);
  if (from === undefined) await rm(wheel);
}

/** Renames into place. A broken folder is moved aside first; a run that was faster is left alone. */
async function moveInto(work: string, target: string, lock: ModelsLock): Promise<void> {
  const replaced = `${work}-replaced`;
  if (existsSync(target)) await rename(target, replaced);
  try {
    await rename(work, target);
  } catch (error) {
    if (!isSynced(lock)) throw error;
  } finally {
    await rm(replaced, { recursive: true, force: true });
  }
}

/** Removes what runs left behind that were killed, those of running processes excepted. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = /^\.part-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) {
      await rm(join(folder, name), { recursive: true, force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      models: { type: "string" },
      force: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return console.log(help);
  const lock = readLock();
  const place = relative(process.cwd(), modelsFolder(lock)) || ".";
  if (isSynced(lock) && !values.force)
    return console.log(`Already there: ${place} (${lock.package} ${lock.version})`);
  await syncModels(lock, values.models);
  console.log(`Unpacked ${lock.package} ${lock.version} to ${place}`);
}

main().catch((error: NodeJS.ErrnoException) => {
  const full = error.code === "ENOSPC" ? " The disk is full: 150 MB are needed." : "";
  console.error(`sync-models: ${error.message}${full}`);
  process.exitCode = 1;
});
