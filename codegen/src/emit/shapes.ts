/** `src/shapes.ts`: structures, unions and enums that no operation owns. */
import type { GeneratedFile } from "../print/source-file.ts";
import { paths, type PackageContext } from "./package-context.ts";
import { emitEnum, emitTable, emitType } from "./structure.ts";

/** The file of the shared shapes; undefined when there are none. A table stands below those that it refers to. */
export function emitShapes(context: PackageContext): GeneratedFile | undefined {
  const { enums, tables } = context.plan;
  if (enums.length === 0 && tables.length === 0) return undefined;
  const file = context.file(paths.shapes);
  for (const plan of enums) {
    emitEnum(file, plan);
    file.blank();
  }
  for (const structure of tables) {
    // The type of an error is its class.
    if (structure.kind !== "error") emitType(context, file, structure);
    emitTable(context, file, structure);
    file.blank();
  }
  return file.finish();
}
