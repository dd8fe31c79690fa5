import { cpus, totalmem } from "node:os";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../../scripts/root.ts";
import { botocoreVersion } from "../run/python.ts";
import { placing } from "../run/pinning.ts";

const peers = [
  "@aws-sdk/client-s3", "@aws-sdk/client-dynamodb", "@aws-sdk/client-ec2", "@aws-sdk/client-sqs", "@aws-sdk/client-sts",
  "@smithy/signature-v4", "aws4", "aws4fetch", "@aws-lite/client", "itty-aws", "s3mini", "minio", "undici",
  "fast-xml-parser", "typescript-5.9",
]; // prettier-ignore

/** The machine, the versions and the day, as a list in Markdown. */
export function machineText(): string {
  const processors = cpus();
  const lines = [
    `Date: ${new Date().toISOString().slice(0, 10)}`,
    `Machine: ${processors.length} cores (${processors[0]?.model.trim() ?? "unknown"}), ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${process.arch}`,
    `Node.js ${process.version}; ${placing}`,
    `Peers: ${[...peers.map((name) => `${name} ${versionOf(join(root, "packages/bench"), name)}`), `botocore ${botocoreVersion() ?? "(not there)"}`].join(", ")}`,
    `Tools: ${["esbuild", "rollup", "rolldown", "webpack", "typescript"].map((name) => `${name} ${versionOf(root, name)}`).join(", ")}`,
  ];
  return lines.map((line) => `- ${line}`).join("\n");
}

/** The version of an installed package. */
function versionOf(folder: string, name: string): string {
  try {
    const manifest = join(folder, "node_modules", name, "package.json");
    return (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version;
  } catch {
    return "(not there)";
  }
}
