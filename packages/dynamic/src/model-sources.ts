import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

/** Where descriptions are looked for, in botocore's order: what was given, else `AWS_DATA_PATH`, then `~/.aws/models`. */
export function modelSources(given: string | readonly string[] | undefined): string[] {
  if (given !== undefined) return [given].flat();
  const home = (path: string): string => path.replace(/^~(?=$|[/\\])/, homedir());
  const configured = (process.env["AWS_DATA_PATH"] ?? "").split(delimiter).filter(Boolean).map(home);
  return [...configured, join(homedir(), ".aws", "models")].filter((path) => existsSync(path));
}
