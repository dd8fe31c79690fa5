/** Prettier, for tests only: the printer's output is held to it on the fixtures. A whole generation never runs it. */
import { format } from "prettier";
import { printWidth } from "./layout.ts";

/** TypeScript as prettier formats it with the settings of this repository. */
export function formatWithPrettier(text: string): Promise<string> {
  return format(text, { parser: "typescript", printWidth, trailingComma: "all" });
}
