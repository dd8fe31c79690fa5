import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import type { Environment } from "../config/environment.ts";
import type { CredentialsContext } from "./context.ts";
import { expirationOf } from "./expiration.ts";
import { parseObject } from "./from-json.ts";
import { noCredentials } from "./no-credentials.ts";

/** Reads a file that holds a secret. Throws {@link CredentialsError} naming it when it cannot be read. */
export async function readSecret(path: string, name: string = path): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    throw noCredentials(`${name} cannot be read`, cause);
  }
}

/** Where the AWS CLI keeps the token of a session: in a folder, by default one of `~/.aws`, under a hash of its name. */
export function tokenPath(
  { env }: Environment,
  folder: string,
  [algorithm, name]: readonly [algorithm: "sha1" | "sha256", name: string],
  directory: string = join(env("HOME") ?? homedir(), folder),
): string {
  return join(directory, `${createHash(algorithm).update(name).digest("hex")}.json`);
}

/** When the token of a file ends, in milliseconds; 0 when the file does not say. Throws {@link CredentialsError} for no time. */
export function endOf(token: Record<string, unknown> | undefined, path: string): number {
  return expirationOf(token?.["expiresAt"], `expiresAt in ${path}`)?.getTime() ?? 0;
}

/** The end of what lasts some seconds from now on, as the AWS CLI writes and reads times. */
export function secondsText(now: number, lifetime: unknown): string {
  return new Date(now + Number(lifetime) * 1_000).toISOString().replace(/\.\d+/, "");
}

/**
 * Reads a token that a login left in a file; undefined when there is no file, or something else in it. Throws
 * {@link CredentialsError} naming the path when it cannot be read.
 */
export async function readTokenFile(path: string): Promise<Record<string, unknown> | undefined> {
  try {
    return parseObject(await readSecret(path));
  } catch (error) {
    if (((error as Error).cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

type TokenFile = Record<string, unknown>;

/** The last renewal of each file: when, and what came of it. */
const renewals: Map<string, readonly [time: number, token: Promise<TokenFile | undefined>]> =
  /* @__PURE__ */ new Map();

/**
 * Renews the token of a file and writes it, at most once in 30 s: who asks sooner gets what came of the last time, since a
 * refresh token is good for one renewal. A file that cannot be written is no failure.
 */
export function renewToken(
  path: string,
  { now = Date.now, logger }: CredentialsContext,
  renew: () => Promise<TokenFile | undefined>,
): Promise<TokenFile | undefined> {
  const last = renewals.get(path);
  if (last && now() - last[0] < 30_000) return last[1];
  const renewed = renew().then(async (token) => {
    if (token) {
      await writeTokenFile(path, token).catch((error: unknown) =>
        logger?.warn?.(`${path} could not be written`, { error }),
      );
    }
    return token;
  });
  renewals.set(path, [now(), renewed]);
  return renewed;
}

/** Replaces the file in one step: readers see the old token or the new one, and nobody else may read either. */
export async function writeTokenFile(path: string, token: Record<string, unknown>): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${crypto.randomUUID()}.tmp`;
  try {
    await writeFile(draft, JSON.stringify(token), { flag: "wx", mode: 0o600, flush: true });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
