import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { interpretRuleset, type RulesetJson } from "@inia/service-model";
import { compileEndpoint } from "../../../../codegen/src/compile/endpoint/compile-endpoint.ts";
import * as library from "./library.ts";

/** A ruleset as a function, compiled or interpreted. */
export type Resolver = (parameters: library.EndpointParameters) => library.Endpoint;

const libraryPath = fileURLToPath(new URL("./library.ts", import.meta.url));

/** Compiles rulesets to TypeScript and loads what came out, all in one bundle. */
export async function compiledResolvers(
  rulesets: ReadonlyMap<string, RulesetJson>,
): Promise<Map<string, Resolver>> {
  const folder = mkdtempSync(join(tmpdir(), "inia-endpoints-"));
  try {
    const names = [...rulesets.keys()];
    for (const [index, ruleset] of [...rulesets.values()].entries()) {
      const { imports, typeImports, text } = compileEndpoint(ruleset, names[index]!);
      const head = `import { ${[...imports, ...typeImports.map((type) => `type ${type}`)].join(", ")} } from "@inia/core/service";`;
      writeFileSync(join(folder, `m${index}.ts`), `${head}\n\n${text}\n`);
    }
    const entry = names.map(
      (name, index) => `export { resolveEndpoint as m${index} } from "./m${index}.ts"; // ${name}`,
    );
    writeFileSync(join(folder, "index.ts"), entry.join("\n"));
    const outfile = join(folder, "bundle.mjs");
    await build({
      entryPoints: [join(folder, "index.ts")],
      outfile,
      bundle: true,
      format: "esm",
      target: "es2022",
      alias: { "@inia/core/service": libraryPath },
      logLevel: "error",
    });
    const modules = (await import(/* @vite-ignore */ pathToFileURL(outfile).href)) as Record<
      string,
      Resolver
    >;
    return new Map(names.map((name, index) => [name, modules[`m${index}`]!]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Rulesets as `@inia/dynamic` runs them. */
export function interpretedResolvers(rulesets: ReadonlyMap<string, RulesetJson>): Map<string, Resolver> {
  return new Map(
    [...rulesets].map(([name, ruleset]) => [name, interpretRuleset(ruleset, library) as Resolver]),
  );
}
