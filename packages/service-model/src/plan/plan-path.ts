import { JmespathError } from "../jmespath/jmespath-error.ts";
import { parseJmespath } from "../jmespath/parse.ts";
import { ModelError } from "../model-error.ts";
import type { PathPlan } from "./plan.ts";

const dottedNames = /^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$/;

/**
 * A JMESPath of the model: dotted names as they are, anything richer parsed.
 *
 * @throws {@link ModelError} naming `file` and `where` for an expression that cannot be parsed.
 */
export function planPath(source: string, file: string, where: string): PathPlan {
  const path = source.trim();
  if (dottedNames.test(path)) return { names: path };
  try {
    return { expression: parseJmespath(path), source: path };
  } catch (error) {
    if (error instanceof JmespathError) throw new ModelError(file, where, error.message, error);
    throw error;
  }
}
