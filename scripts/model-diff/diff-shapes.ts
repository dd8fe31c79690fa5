import type { ServiceJson, ShapeJson } from "../../packages/service-model/src/index.ts";
import { compareNames, isSame, type Direction, type ShapeChanges } from "./changes.ts";

/** One pair of shapes that stand at the same place, and where that is. */
interface Pair {
  readonly before: ShapeJson;
  readonly after: ShapeJson;
  readonly name: string;
  readonly directions: Set<Direction>;
  readonly operations: Set<string>;
  /** Whether it is reached as a member of something. */
  inner: boolean;
}

/**
 * Compares the shapes that operations of both descriptions lead to, from the operations on: a shape that has only another
 * name is no change.
 */
export class ShapeDiff {
  readonly #before: ServiceJson;
  readonly #after: ServiceJson;
  readonly #pairs = new Map<string, Pair>();

  constructor(before: ServiceJson, after: ServiceJson) {
    this.#before = before;
    this.#after = after;
  }

  /** Compares what an operation takes, returns or fails with. */
  add(operation: string, direction: Direction, before: string, after: string): void {
    const waiting: [before: string, after: string, inner: boolean][] = [[before, after, false]];
    const seen = new Set<string>();
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const pair = this.#pair(...next);
      pair.directions.add(direction);
      pair.operations.add(operation);
      for (const [from, to] of innerOf(pair)) {
        const key = `${from} ${to}`;
        if (seen.has(key)) continue;
        seen.add(key);
        waiting.push([from, to, true]);
      }
    }
  }

  /** What was found, by the name of the shape. */
  changes(): ShapeChanges[] {
    const found = [...this.#pairs.values()].map((pair) => this.#changesOf(pair));
    return found.filter((one) => one !== undefined).sort((a, b) => (a.shape < b.shape ? -1 : 1));
  }

  #pair(before: string, after: string, inner: boolean): Pair {
    const key = `${before} ${after}`;
    let pair = this.#pairs.get(key);
    if (pair === undefined) {
      pair = {
        before: this.#before.shapes[before]!,
        after: this.#after.shapes[after]!,
        name: after,
        directions: new Set(),
        operations: new Set(),
        inner,
      };
      this.#pairs.set(key, pair);
    }
    pair.inner ||= inner;
    return pair;
  }

  #changesOf({ before, after, name, directions, operations, inner }: Pair): ShapeChanges | undefined {
    const members = compareNames(Object.keys(before.members ?? {}), Object.keys(after.members ?? {}));
    // A new member that must be given is told as such; one that is gone is not told twice.
    const required = compareNames(before.required, after.required);
    const changes = {
      members,
      required: { ...required, removed: required.removed.filter((one) => !members.removed.includes(one)) },
      values: compareNames(before.enum, after.enum),
      types: this.#types(before, after),
    };
    const { values, types } = changes;
    if (isSame(members) && isSame(changes.required) && isSame(values) && types.length === 0) return undefined;
    const places = { directions: [...directions].sort(), operations: [...operations].sort() };
    return { shape: name, top: !inner && operations.size === 1, ...places, ...changes };
  }

  /** Members, elements and values of another kind; that of a shape alone is told by who refers to it. */
  #types(before: ShapeJson, after: ShapeJson): ShapeChanges["types"] {
    return refsOf(before, after).flatMap(([member, from, to]) => {
      const [old, now] = [this.#before.shapes[from]!.type, this.#after.shapes[to]!.type];
      return old === now ? [] : [{ member, from: old, to: now }];
    });
  }
}

/** References that both shapes have, by what they are called. */
function refsOf(before: ShapeJson, after: ShapeJson): [name: string, before: string, after: string][] {
  const refs: [string, string, string][] = [];
  for (const [name, ref] of Object.entries(before.members ?? {})) {
    const other = Object.hasOwn(after.members ?? {}, name) ? after.members![name] : undefined;
    if (other) refs.push([name, ref.shape, other.shape]);
  }
  for (const part of ["member", "key", "value"] as const) {
    const [from, to] = [before[part], after[part]];
    if (from && to) refs.push([`its ${part}`, from.shape, to.shape]);
  }
  return refs;
}

function innerOf({ before, after }: Pair): [string, string][] {
  return refsOf(before, after).map(([, from, to]) => [from, to]);
}
