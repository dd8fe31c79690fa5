import { ModelError } from "../model-error.ts";
import type { OperationJson, ServiceModel, ShapeJson, ShapeRefJson } from "../model.ts";
import type { Usage } from "./plan.ts";

/** Which shapes a service really uses, and who refers to them. Shapes that nothing reaches have no place in a plan. */
export interface ShapeSurvey {
  /** Structures, unions and errors that are reached, with the direction they are used in. */
  readonly usage: ReadonlyMap<string, Usage>;
  /** String shapes with an enum that are reached. */
  readonly enums: ReadonlySet<string>;
  /** Names of the error shapes. */
  readonly errors: ReadonlySet<string>;
  /** Structures that members, elements or values refer to. */
  readonly referenced: ReadonlySet<string>;
  /** Operations that take or return a structure directly, by its name. */
  readonly users: ReadonlyMap<string, ReadonlySet<string>>;
  /** Inputs of operations. */
  readonly inputs: ReadonlySet<string>;
}

/** Walks a model from its operations and errors. Throws {@link ModelError} when a reference leads nowhere. */
export function surveyShapes(
  model: ServiceModel,
  operations: readonly (readonly [string, OperationJson])[],
): ShapeSurvey {
  const { shapes } = model.service;
  const errors = new Set(Object.keys(shapes).filter((name) => shapes[name]!.exception));
  for (const [, { errors: listed = [] }] of operations) for (const { shape } of listed) errors.add(shape);

  const walk = new Walk(model);
  const users = new Map<string, Set<string>>();
  const inputs = new Set<string>();
  for (const [name, operation] of operations) {
    for (const direction of ["input", "output"] as const) {
      const ref = operation[direction];
      if (!ref) continue;
      users.set(ref.shape, (users.get(ref.shape) ?? new Set()).add(name));
      if (direction === "input") inputs.add(ref.shape);
      walk.from(ref, direction, `operations.${name}.${direction}`);
    }
  }
  for (const shape of errors) walk.from({ shape }, "output", "operations");
  return { usage: walk.usage, enums: walk.enums, errors, referenced: walk.referenced, users, inputs };
}

/** Whether a shape becomes a table with a name: structures and unions, but not free-form documents. */
export function isTable(shape: ShapeJson): boolean {
  return shape.type === "structure" && !shape.document;
}

class Walk {
  readonly usage: Map<string, Usage> = new Map();
  readonly enums: Set<string> = new Set();
  readonly referenced: Set<string> = new Set();
  readonly #model: ServiceModel;
  readonly #seen = { input: new Set<string>(), output: new Set<string>() };

  constructor(model: ServiceModel) {
    this.#model = model;
  }

  from(root: ShapeRefJson, direction: "input" | "output", where: string): void {
    const waiting: [ref: ShapeRefJson, where: string][] = [[root, where]];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [{ shape: name }, place] = next;
      const shape = this.#model.service.shapes[name];
      if (!shape) throw new ModelError(this.#model.source, `${place}.shape`, `no shape "${name}"`);
      if (next[0] !== root && isTable(shape)) this.referenced.add(name);
      if (this.#seen[direction].has(name)) continue;
      this.#seen[direction].add(name);
      this.#note(name, shape, direction);
      for (const [key, ref] of refsOf(shape)) waiting.push([ref, `shapes.${name}.${key}`]);
    }
  }

  #note(name: string, shape: ShapeJson, direction: "input" | "output"): void {
    if (isTable(shape)) {
      const usage = this.usage.get(name) ?? { input: false, output: false };
      usage[direction] = true;
      this.usage.set(name, usage);
    } else if (shape.type === "string" && shape.enum?.length) this.enums.add(name);
  }
}

/** The references that a shape makes, each with its place in the shape. */
function* refsOf(shape: ShapeJson): Iterable<[string, ShapeRefJson]> {
  if (shape.document) return;
  for (const name in shape.members) yield [`members.${name}`, shape.members[name]!];
  for (const key of ["member", "key", "value"] as const) if (shape[key]) yield [key, shape[key]];
}
