/** All checks of a generated package. A package with a problem is not written. */
import type { GeneratedFile } from "../print/source-file.ts";
import { syntaxErrors, type ParsedModule } from "../print/parse.ts";
import { pathProblems } from "./file-paths.ts";
import { nameProblems } from "./names.ts";
import { purityProblems } from "./purity.ts";

/** What is wrong with a package, one line each; empty when it may be written. */
export function verifyPackage(
  files: readonly GeneratedFile[],
  modules: readonly ParsedModule[],
  index: string,
): string[] {
  const problems = pathProblems(files.map(({ path }) => path));
  for (const module of modules) {
    const errors = syntaxErrors(module);
    problems.push(...errors.map((error) => `${module.path}: ${error}`));
    if (errors.length === 0) problems.push(...purityProblems(module));
  }
  if (problems.length === 0) problems.push(...nameProblems(modules, index));
  return problems;
}
