import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { families } from "../rows/all.ts";
import { renderReport, type Versions } from "./render-report.ts";
import type { Summary } from "./summary.ts";

const page = fileURLToPath(new URL("../../../../docs/reliability.md", import.meta.url));

const formatter = fileURLToPath(new URL("../../../../node_modules/.bin/prettier", import.meta.url));

/** Writes docs/reliability.md. The section about load, which another program writes, stays as it is. */
export async function writeReport(summaries: readonly Summary[]): Promise<void> {
  const before = existsSync(page) ? await readFile(page, "utf8") : "";
  await writeFile(page, renderReport(summaries, families, versions(), before));
  const { status } = spawnSync(formatter, ["--write", page], { stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) throw new Error("The page could not be formatted");
}

function versions(): Versions {
  const require = createRequire(import.meta.url);
  const of = (path: string): string => (require(path) as { version: string }).version;
  return {
    node: process.version.slice(1),
    inia: of("../../../core/package.json"),
    peer: `${of("@aws-sdk/client-sqs/package.json")} (client-sqs), ${of("@smithy/node-http-handler/package.json")} (node-http-handler)`,
    platform: `${process.platform} ${process.arch}`,
  };
}
