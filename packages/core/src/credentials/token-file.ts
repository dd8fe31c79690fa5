import { mkdir, open, readFile, rename, unlink } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname } from "node:path";
import type { Environment } from "../config/environment.ts";
import { CredentialsError } from "../errors/errors.ts";
import { parseObject } from "./from-json.ts";

/** The user's home. */
export function homeOf({ env }: Environment): string {
  return env("HOME") ?? homedir();
}

/**
 * Reads a token that a login left in a file; undefined when there is no file, or something else in it. Throws
 * {@link CredentialsError} naming the path when it cannot be read.
 */
export async function readTokenFile(path: string): Promise<Record<string, unknown> | undefined> {
  try {
    return parseObject(await readFile(path, "utf8"));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new CredentialsError({ what: `${path} cannot be read`, cause });
  }
}

/** Replaces the file in one step: readers see the old token or the new one, and nobody else may read either. */
export async function writeTokenFile(path: string, token: Record<string, unknown>): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${crypto.randomUUID()}.tmp`;
  const file = await open(draft, "wx", 0o600);
  try {
    try {
      await file.writeFile(JSON.stringify(token));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await unlink(draft);
    throw error;
  }
}
