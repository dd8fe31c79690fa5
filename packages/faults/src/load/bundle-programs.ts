import { build, type Plugin } from "esbuild";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const services = fileURLToPath(new URL("../../../services/", import.meta.url));
const outdir = fileURLToPath(new URL("../../node_modules/.cache/inia-load/", import.meta.url));

/** Generated clients are found by name, as installed ones would be. */
const clients: Plugin = {
  name: "clients",
  setup({ onResolve }) {
    onResolve({ filter: /^@inia\/(s3|dynamodb|cloudwatch)$/ }, ({ path }) => ({
      path: `${services}${path.slice("@inia/".length)}/src/index.ts`,
    }));
  },
};

/** The programs of a load run, as files that Node runs. */
export interface LoadPrograms {
  readonly server: string;
  readonly client: string;
}

/** Bundles server and client; what an SDK loads when it is reached stays a file of its own. */
export async function bundlePrograms(): Promise<LoadPrograms> {
  await build({
    entryPoints: { server: `${here}server/load-server.ts`, client: `${here}client.ts` },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    outdir,
    outExtension: { ".js": ".mjs" },
    mainFields: ["module", "main"],
    conditions: ["@inia/source"],
    banner: {
      js: 'import { createRequire as __make } from "node:module"; const require = __make(import.meta.url);',
    },
    plugins: [clients],
    logLevel: "error",
  });
  return { server: `${outdir}server.mjs`, client: `${outdir}client.mjs` };
}
