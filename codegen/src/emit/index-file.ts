/** `src/index.ts`: every export of the package by name. */
import { exportsOf, type ParsedModule } from "../print/parse.ts";
import { brackets, layOut } from "../print/layout.ts";
import { compareNames, relative, type GeneratedFile } from "../print/source-file.ts";
import { paths, type PackageContext } from "./package-context.ts";

/** The index over the other files, which are parsed already. */
export function emitIndex(context: PackageContext, modules: readonly ParsedModule[]): GeneratedFile {
  const file = context.file(paths.index);
  const { text } = file.finish();
  const lines = modules.flatMap(exportStatement);
  return { path: paths.index, text: `${text}${lines.join("\n")}\n` };
}

function exportStatement(module: ParsedModule): string[] {
  const names = exportsOf(module).sort((a, b) => compareNames(a.name, b.name));
  if (names.length === 0) return [];
  const allTypes = names.every(({ type }) => type);
  const items = names.map(({ name, type }) => (type && !allTypes ? `type ${name}` : name));
  const list = {
    ...brackets("{", items, "}", { padded: true }),
    before: allTypes ? "export type " : "export ",
    after: ` from "${relative(paths.index, module.path)}";`,
  };
  return [layOut(list, names.length === 1 ? -Infinity : 0)];
}
