import { readFile } from "node:fs/promises";
import { ConfigError } from "../errors/errors.ts";
import type { Environment, SharedFiles } from "./environment.ts";
import { noFiles } from "./no-files.ts";
import type { FileText } from "./parse-shared-files.ts";

/**
 * Reads `~/.aws/config` and `~/.aws/credentials`, or the files that `AWS_CONFIG_FILE` and
 * `AWS_SHARED_CREDENTIALS_FILE` name. A file that does not exist is empty; any other failure throws {@link ConfigError}
 * with the path. Where there are no files, as on most servers, their format is not even loaded.
 */
export async function loadSharedFiles(env: Environment["env"], home: string): Promise<SharedFiles> {
  const read = (variable: string, name: string): Promise<FileText> =>
    readText((env(variable) ?? `~/.aws/${name}`).replace(/^~(?=[/\\]|$)/, home));
  const [config, credentials] = await Promise.all([
    read("AWS_CONFIG_FILE", "config"),
    read("AWS_SHARED_CREDENTIALS_FILE", "credentials"),
  ]);
  if (!config[0] && !credentials[0]) return noFiles;
  return (await import("./parse-shared-files.ts")).parseSharedFiles(config, credentials);
}

async function readText(path: string): Promise<FileText> {
  try {
    return [new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path)), path];
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT") return ["", path];
    const why = cause instanceof TypeError ? "is not UTF-8" : "cannot be read";
    throw new ConfigError({ what: `${path} ${why}`, details: [code], cause });
  }
}
