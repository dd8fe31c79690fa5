import { execFile } from "node:child_process";
import { shellSplit } from "../config/shell-split.ts";
import { ConfigError, CredentialsError } from "../errors/errors.ts";
import type { Credentials } from "../identity/identity.ts";
import { provider, type CredentialsContext, type Provider } from "./context.ts";
import { credentialsFrom, parseObject } from "./from-json.ts";
import { atProfile, type ProfileContext } from "./profile-context.ts";

/** A command that prints credentials; or a profile that names one. */
export interface ProcessOptions {
  readonly profile?: string;
  readonly command?: string;
}

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
export function processOfProfile(at: ProfileContext): Promise<Credentials> {
  const command = at.get("credential_process");
  if (!command) throw new ConfigError({ what: `no credential_process in profile "${at.active.name}"` });
  return run(command, at, at.get("aws_account_id"));
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
  if (!file) throw new ConfigError({ what: "credential_process is not a command" });
  const json = parseObject(await output(file, words, limits, windows));
  if (json?.["Version"] !== 1) {
    throw new CredentialsError({ what: "credential_process printed no JSON object with Version 1" });
  }
  const needed = ["AccessKeyId", "SecretAccessKey"];
  const credentials = credentialsFrom(json, "credential_process", { needed, accountId });
  if (credentials.expiration && credentials.expiration.getTime() <= now()) {
    throw new CredentialsError({ what: "credential_process printed credentials that have expired" });
  }
  return credentials;
}

function output(file: string, words: string[], { run, grace }: Limits, windows: boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      file,
      words,
      { timeout: run, maxBuffer: 1_048_576, windowsVerbatimArguments: windows, windowsHide: true },
      (error, stdout, stderr) => {
        clearTimeout(last);
        if (!error) return resolve(stdout);
        const why = error.killed
          ? `did not end in ${run / 1_000} s`
          : `failed (${error.code ?? error.signal ?? "unknown"})`;
        const big = String(error.code).includes("MAXBUFFER");
        const said = stderr.trim().slice(0, 512);
        const what = big ? "printed more than 1 MiB" : why;
        reject(new CredentialsError({ what: `credential_process ${what}${said && `: ${said}`}` }));
      },
    );
    const last = setTimeout(() => child.kill("SIGKILL"), run + grace);
    child.stdin?.end();
  });
}
