import { shellSplit } from "../config/shell-split.ts";
import type { Credentials } from "../identity/identity.ts";
import { provider, type CredentialsContext, type Found, type Provider } from "./context.ts";
import { credentialsFrom, parseObject, processKeys } from "./from-json.ts";
import { misconfigured, noCredentials } from "./no-credentials.ts";
import { atProfile, lacks, type ProfileContext } from "./profile-context.ts";

/** A command that prints credentials; or a profile that names one. */
export interface ProcessOptions {
  readonly profile?: string;
  readonly command?: string;
}

const name = "credential_process";

/** Milliseconds that a process may take, and those between asking it to end and ending it. */
interface Limits {
  readonly run: number;
  readonly grace: number;
}

/**
 * Credentials that a program prints as JSON (`credential_process`). The command is split into words as a shell does, but
 * no shell runs it; on Windows `cmd` does. It may take 60 s and print 1 MiB.
 */
export function fromProcess(options: ProcessOptions = {}): Provider {
  return provider("process", async (context) =>
    options.command === undefined
      ? processOfProfile(await atProfile(context, options.profile, true))
      : run(options.command, context),
  );
}

/** The step of a profile. */
export function processOfProfile(at: ProfileContext): Found | Promise<Credentials> {
  const command = at.get(name);
  return command ? run(command, at, at.get("aws_account_id")) : lacks(name, at);
}

/** Runs the command. Errors show its exit code and the beginning of what it says on stderr, never stdout or arguments. */
export async function run(
  command: string,
  { now = Date.now }: CredentialsContext,
  accountId?: string,
  limits: Limits = { run: 60_000, grace: 5_000 },
): Promise<Credentials> {
  const windows = process.platform === "win32";
  const [file, ...words] = windows
    ? [process.env["comspec"] ?? "cmd.exe", "/d", "/s", "/c", `"${command}"`]
    : (shellSplit(command) ?? []);
  if (!file) throw misconfigured(`${name} is not a command`);
  const json = parseObject(await output(file, words, limits, windows));
  if (json?.["Version"] !== 1) throw noCredentials(`${name} printed no JSON object with Version 1`);
  const credentials = credentialsFrom(json, name, processKeys, accountId);
  const { expiration } = credentials;
  if (expiration && expiration.getTime() <= now()) {
    throw noCredentials(`${name} printed credentials that have expired`);
  }
  return credentials;
}

async function output(
  file: string,
  words: string[],
  { run, grace }: Limits,
  windows: boolean,
): Promise<string> {
  // Here, and not above, because a bundle in one file would load it in every program.
  const { execFile } = await import("node:child_process");
  return new Promise((resolve, reject) => {
    const child = execFile(
      file,
      words,
      { timeout: run, maxBuffer: 1_048_576, windowsVerbatimArguments: windows, windowsHide: true },
      (error, stdout, stderr) => {
        clearTimeout(last);
        if (!error) return resolve(stdout);
        const { code, killed, signal } = error;
        const what = String(code).includes("MAXBUFFER")
          ? "printed more than 1 MiB"
          : killed
            ? `did not end in ${run / 1_000} s`
            : `failed (${code ?? signal ?? "unknown"})`;
        const said = stderr.trim().slice(0, 512);
        reject(noCredentials(`${name} ${what}${said && `: ${said}`}`));
      },
    );
    const last = setTimeout(() => child.kill("SIGKILL"), run + grace);
    child.stdin?.end();
  });
}
