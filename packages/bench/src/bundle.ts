import { build } from "esbuild";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import type { Program } from "./programs.ts";

/** Where a bundle runs. */
export type Platform = "node" | "browser";

/** A minified bundle. */
export interface Bundle {
  readonly code: string;
  /** Bytes. */
  readonly size: number;
  /** Bytes after gzip at its best level. */
  readonly gzip: number;
}

const services = fileURLToPath(new URL("../../services/", import.meta.url));

/** Bundles a program with esbuild's default flags; the credential chain is in it wherever the platform has one. */
export async function bundle({ service, client, operation }: Program, platform: Platform): Promise<Bundle> {
  const contents = `import { ${client}, ${operation} } from ${JSON.stringify(`${services}${service}/src/index.ts`)};
console.log(await new ${client}().send(${operation}, {}));`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: services, loader: "ts" },
    bundle: true,
    minify: true,
    write: false,
    platform,
    format: "esm",
    conditions: ["@inia/source"],
    logLevel: "silent",
  });
  const { contents: bytes, text: code } = outputFiles[0]!;
  return { code, size: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length };
}
