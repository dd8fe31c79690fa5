/** `src/endpoint.ts`: the service's endpoint ruleset, compiled. */
import { compileEndpoint } from "../compile/endpoint/compile-endpoint.ts";
import type { GeneratedFile } from "../print/source-file.ts";
import { coreModule, paths, type PackageContext } from "./package-context.ts";

/** Names that compiled rulesets export; no shape may have them. */
export const endpointNames: readonly string[] = ["EndpointParams", "resolveEndpoint"];

/** The file of the endpoint resolver. */
export function emitEndpoint(context: PackageContext): GeneratedFile {
  const { metadata, ruleset } = context.plan;
  const { text, imports, typeImports } = compileEndpoint(ruleset, metadata.endpointPrefix);
  const file = context.file(paths.endpoint);
  for (const name of imports) file.value(name, coreModule);
  for (const name of typeImports) file.type(name, coreModule);
  file.verbatim(text);
  return file.finish();
}
