import { ModelError } from "../model-error.ts";

/** Collects what is wrong in one file. */
export class Findings {
  readonly errors: ModelError[];
  readonly #file: string;

  constructor(file: string, errors: ModelError[] = []) {
    this.#file = file;
    this.errors = errors;
  }

  /** `path` is where in the file, names joined with dots. */
  add(path: string, problem: string): void {
    this.errors.push(new ModelError(this.#file, path, problem));
  }

  /** Reports that a name is not among those that a map has. */
  expectName(names: object, name: unknown, path: string, kind: string): boolean {
    if (typeof name === "string" && Object.hasOwn(names, name)) return true;
    this.add(path, name === undefined ? "is missing" : `no ${kind} "${String(name)}"`);
    return false;
  }

  /** Findings about a file beside this one, among the same errors. */
  beside(file: string): Findings {
    return new Findings(this.#file.replace(/[^/\\]*$/, file), this.errors);
  }
}
