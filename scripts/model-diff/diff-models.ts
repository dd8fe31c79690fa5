import {
  listServices,
  loadService,
  openSource,
  type OperationJson,
  type ServiceModel,
} from "../../packages/service-model/src/index.ts";
import { compareNames, isSame, type ModelChanges, type ServiceChanges } from "./changes.ts";
import { ShapeDiff } from "./diff-shapes.ts";

/** Options of a comparison. */
export interface DiffOptions {
  /** Names of services; all when absent. */
  readonly services?: readonly string[] | undefined;
  /** Hears of each service that was compared. */
  readonly progress?: (done: number, of: number) => void;
}

/** Compares two sets of descriptions: folders, wheels or single files. */
export function diffModels(
  before: string,
  after: string,
  { services, progress }: DiffOptions = {},
): ModelChanges {
  const [old, now] = [openSource(before), openSource(after)];
  const wanted = (name: string): boolean => services === undefined || services.includes(name);
  const oldNames = listServices(old).filter(wanted);
  const newNames = listServices(now).filter(wanted);
  const unknown = services?.filter((name) => !oldNames.includes(name) && !newNames.includes(name)) ?? [];
  if (unknown.length > 0) throw new Error(`Neither side has ${unknown.join(", ")}.`);
  const { added, removed } = compareNames(oldNames, newNames);
  const both = newNames.filter((name) => oldNames.includes(name));
  const changed = both.flatMap((name, index) => {
    const options = { validate: false };
    const changes = diffService(loadService(old, name, options), loadService(now, name, options));
    progress?.(index + 1, both.length);
    return changes === undefined ? [] : [changes];
  });
  const count = (source: typeof old) => (name: string) => ({
    name,
    operations: Object.keys(loadService(source, name, { validate: false }).service.operations).length,
  });
  return { added: added.map(count(now)), removed: removed.map(count(old)), changed };
}

/** Compares two descriptions of one service; undefined when nothing changed that a user of the client sees. */
export function diffService(before: ServiceModel, after: ServiceModel): ServiceChanges | undefined {
  const [old, now] = [before.service.operations, after.service.operations];
  const shapes = new ShapeDiff(before.service, after.service);
  const errors: ServiceChanges["errors"][number][] = [];
  for (const name of Object.keys(now)
    .filter((operation) => Object.hasOwn(old, operation))
    .sort()) {
    const [from, to] = [old[name]!, now[name]!];
    for (const direction of ["input", "output"] as const) {
      // Where there was no structure, all members of the one that is there now are new; the same the other way round.
      const [earlier, later] = [from[direction]?.shape, to[direction]?.shape];
      if (earlier !== undefined && later !== undefined) shapes.add(name, direction, earlier, later);
    }
    for (const error of errorsOf(to))
      if (errorsOf(from).includes(error)) shapes.add(name, "error", error, error);
    const names = compareNames(errorsOf(from), errorsOf(to));
    if (!isSame(names)) errors.push({ operation: name, ...names });
  }
  const changes = {
    name: after.name,
    operations: compareNames(Object.keys(old), Object.keys(now)),
    paginators: compareNames(Object.keys(before.paginators), Object.keys(after.paginators)),
    waiters: compareNames(Object.keys(before.waiters), Object.keys(after.waiters)),
    errors,
    shapes: shapes.changes(),
    facts: factsOf(before, after),
  };
  const { operations, paginators, waiters, facts } = changes;
  const same = [operations, paginators, waiters].every(isSame);
  return same && errors.length + changes.shapes.length + facts.length === 0 ? undefined : changes;
}

function errorsOf({ errors = [] }: OperationJson): string[] {
  return errors.map(({ shape }) => shape);
}

/** Facts of a service's head that decide how it is called, and which operations are given by structures at all. */
function factsOf(before: ServiceModel, after: ServiceModel): ServiceChanges["facts"] {
  const [old, now] = [before.service.metadata, after.service.metadata];
  const facts = ["apiVersion", "protocol", "protocols", "signatureVersion", "signingName", "endpointPrefix"];
  const heads = facts.map((name) => ({ name, from: textOf(old[name]), to: textOf(now[name]) }));
  for (const [name, { input, output, http }] of Object.entries(after.service.operations)) {
    const earlier = Object.hasOwn(before.service.operations, name)
      ? before.service.operations[name]
      : undefined;
    if (earlier === undefined) continue;
    heads.push(
      { name: `${name} input`, from: presence(earlier.input), to: presence(input) },
      { name: `${name} output`, from: presence(earlier.output), to: presence(output) },
      { name: `${name} request`, from: requestOf(earlier.http), to: requestOf(http) },
    );
  }
  return heads.filter(({ from, to }) => from !== to);
}

function textOf(value: unknown): string {
  return value === undefined ? "none" : Array.isArray(value) ? value.join(", ") : String(value);
}

function presence(ref: object | undefined): string {
  return ref === undefined ? "none" : "a structure";
}

function requestOf({ method, requestUri }: OperationJson["http"]): string {
  return `${method} ${requestUri}`;
}
