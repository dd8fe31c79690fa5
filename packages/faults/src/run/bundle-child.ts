import { build } from "esbuild";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { SdkName, ServiceName } from "../row.ts";

const source = fileURLToPath(new URL("../", import.meta.url));
const services = fileURLToPath(new URL("../../../services/", import.meta.url));
const cache = fileURLToPath(new URL("../../node_modules/.cache/inia-faults/", import.meta.url));

/** Folders of Inia's clients. */
const ours: Readonly<Record<ServiceName, string>> = {
  bidirectional: "polly",
  cloudwatch: "cloudwatch",
  dynamodb: "dynamodb",
  kinesis: "kinesis",
  lambda: "lambda",
  s3: "s3",
  sfn: "stepfunctions",
  sqs: "sqs",
};

/** Packages of the peer, by what follows `@aws-sdk/client-`. */
const theirs: Readonly<Record<ServiceName, string>> = {
  ...identity(),
  bidirectional: "transcribe-streaming",
};

function identity(): Record<ServiceName, string> {
  return Object.fromEntries(Object.keys(ours).map((name) => [name, name])) as Record<ServiceName, string>;
}

/**
 * Bundles the program of the child processes, which are many: starting from TypeScript would take longer than most cases.
 * Clients are chunks of their own; those of Inia that have not been generated are left out. Returns its file.
 */
export async function bundleChild(sdks: readonly SdkName[]): Promise<string> {
  const outdir = join(cache, `${process.pid}`);
  await build({
    stdin: { contents: program(sdks), resolveDir: source, loader: "ts", sourcefile: "child.ts" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    outdir,
    entryNames: "child",
    outExtension: { ".js": ".mjs" },
    mainFields: ["module", "main"],
    // As published: bundled, its role providers lose their STS client.
    external: ["@aws-sdk/*", "@smithy/*"],
    conditions: ["@inia/source"],
    banner: {
      js: 'import { createRequire as __make } from "node:module"; const require = __make(import.meta.url);',
    },
    logLevel: "error",
  });
  return join(outdir, "child.mjs");
}

/** Services whose clients of Inia have been generated. */
export function generatedClients(): Set<ServiceName> {
  const names = Object.keys(ours) as ServiceName[];
  return new Set(names.filter((name) => existsSync(`${services}${ours[name]}/src/index.ts`)));
}

function program(sdks: readonly SdkName[]): string {
  const present = generatedClients();
  const loader = (name: string, from: string): string => `${name}: () => import(${JSON.stringify(from)})`;
  const inia = [...present].map((name) => loader(name, `${services}${ours[name]}/src/index.ts`));
  const peer = Object.entries(theirs).map(([name, folder]) => loader(name, `@aws-sdk/client-${folder}`));
  return `import { runChild } from "./child/run-child.ts";
await runChild({ inia: { ${inia.join(", ")} }, "aws-sdk-v3": { ${sdks.includes("aws-sdk-v3") ? peer.join(", ") : ""} } });`;
}
