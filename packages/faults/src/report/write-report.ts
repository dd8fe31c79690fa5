import { createRequire } from "node:module";
import { families } from "../rows/all.ts";
import { readPage, writePage } from "./page.ts";
import { renderReport, type Versions } from "./render-report.ts";
import type { Summary } from "./summary.ts";

/** Writes docs/reliability.md. The section about load, which another program writes, stays as it is. */
export async function writeReport(summaries: readonly Summary[]): Promise<void> {
  await writePage(renderReport(summaries, families, versions(), await readPage()));
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
