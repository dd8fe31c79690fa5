/** Plan → emit → verify: all files of one package, in memory. */
import { planService, type ServiceModel, type ServicePlan } from "@inia/service-model";
import { emitClient } from "./emit/client.ts";
import { emitEndpoint, endpointNames } from "./emit/endpoint.ts";
import { emitErrors } from "./emit/errors.ts";
import { emitFullClient } from "./emit/full-client.ts";
import { emitIndex } from "./emit/index-file.ts";
import { emitOperation } from "./emit/operation.ts";
import { emitPackageJson } from "./emit/package-json.ts";
import { importedTypeNames, PackageContext, paths } from "./emit/package-context.ts";
import { emitReadme } from "./emit/readme.ts";
import { emitShapes } from "./emit/shapes.ts";
import { emitWaiters } from "./emit/waiters.ts";
import { parseModule } from "./print/parse.ts";
import type { GeneratedFile } from "./print/source-file.ts";
import { verifyPackage } from "./verify/verify-package.ts";

/** A generated package. */
export interface GeneratedPackage {
  readonly plan: ServicePlan;
  /** Sorted by path. */
  readonly files: readonly GeneratedFile[];
  /** What the checks found; a package with a problem must not be written. */
  readonly problems: readonly string[];
}

/**
 * Generates a package. The same model gives the same bytes.
 *
 * @throws ModelError when the description contradicts itself, Error for an endpoint ruleset that cannot be compiled.
 */
export function generatePackage(model: ServiceModel, coreVersion: string): GeneratedPackage {
  const plan = planService(model, { reservedNames: [...endpointNames, ...importedTypeNames] });
  const context = new PackageContext(plan, model.examples);
  const sources = [
    emitFullClient(context),
    emitClient(context),
    emitEndpoint(context),
    emitErrors(context),
    emitShapes(context),
    emitWaiters(context),
    ...plan.operations.map((operation) => emitOperation(context, operation)),
  ].filter((file) => file !== undefined);
  const modules = sources.map(({ path, text }) => parseModule(path, text));
  const index = emitIndex(context, modules);
  const files = [emitPackageJson(context, coreVersion), emitReadme(context), index, ...sources];
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  const all = [...modules, parseModule(index.path, index.text)];
  return { plan, files, problems: verifyPackage(files, all, paths.index) };
}
