import { unusedName } from "./names.ts";
import { printValue } from "./print-expression.ts";
import { literal, parameter, type Block, type Expression, type Return, type Value } from "./program.ts";
import { leavesOf, mapLeaves, returnsIn } from "./walk.ts";

/** Returns whose headers and properties differ in a few strings only; a function of its own makes their endpoints. */
export interface SharedReturns {
  readonly name: string;
  readonly returns: readonly Return[];
  /** Names of the function's parameters besides `url`, and of which leaf each is the value. */
  readonly parameters: ReadonlyMap<string, number>;
  /** What the last parameter is unless a return says otherwise. */
  readonly usual: Expression | undefined;
  /** By position of a leaf, the position of the parameter's leaf that has the same value in every return. */
  readonly holes: ReadonlyMap<number, number>;
}

/** Fewer returns than this are printed where they stand. */
const leastReturns = 3;

/** Groups the returns of a program. */
export function shareReturns(program: Block, taken: ReadonlySet<string>): SharedReturns[] {
  const groups = new Map<string, Return[]>();
  for (const one of returnsIn(program)) {
    const fields = fieldsOf(one);
    if (fields.entries.length === 0) continue;
    const shape = JSON.stringify(mapLeaves(fields, (leaf) => (leaf.type === "string" ? literal("") : leaf)));
    groups.set(shape, [...(groups.get(shape) ?? []), one]);
  }
  const large = [...groups.values()].filter((returns) => returns.length >= leastReturns);
  const used = new Set(taken);
  return large.map((returns) => describe(returns, unusedName(stemOf(returns[0]!), used)));
}

type Fields = Extract<Value, { kind: "object" }>;

/** What an endpoint has besides its URL. */
function fieldsOf({ headers, properties }: Return): Fields {
  const entries = Object.entries({ headers, properties }) as [string, Value | undefined][];
  return {
    kind: "object",
    entries: entries.flatMap(([name, value]) => (value ? [[name, value] as const] : [])),
  };
}

function stemOf({ properties }: Return): string {
  const names = properties?.kind === "object" ? properties.entries.map(([name]) => name) : [];
  return names.includes("authSchemes") ? "signed" : "endpointAt";
}

function describe(returns: readonly Return[], name: string): SharedReturns {
  const rows = returns.map((one) => leavesOf(fieldsOf(one)));
  const names = leafNames(fieldsOf(returns[0]!)).map(parameterName);
  const parameters = new Map<string, number>();
  const holes = new Map<number, number>();
  for (const [at, leaf] of rows[0]!.entries()) {
    if (leaf.kind === "literal" && rows.every((row) => row[at]!.key === leaf.key)) continue;
    const twin = [...parameters.values()].find((other) =>
      rows.every((row) => row[other]!.key === row[at]!.key),
    );
    holes.set(at, twin ?? at);
    if (twin !== undefined) continue;
    const taken = parameters.has(names[at]!) ? `${names[at]}${at}` : names[at]!;
    parameters.set(taken, at);
  }
  const usual = [...parameters].map(
    ([key, at]) => [key, at, usualValue(rows.map((row) => row[at]!))] as const,
  );
  const last = usual.find(([, , value]) => value !== undefined);
  if (last !== undefined) {
    parameters.delete(last[0]);
    parameters.set(last[0], last[1]);
  }
  return { name, returns, parameters, usual: last?.[2], holes };
}

/** The literal that more than half of the values are. */
function usualValue(values: readonly Expression[]): Expression | undefined {
  return values.find(
    ({ kind, key }) =>
      kind === "literal" && values.filter((other) => other.key === key).length * 2 > values.length,
  );
}

/** The names under which the leaves of a value stand. */
function leafNames(value: Value, name = "value"): string[] {
  if (value.kind === "expression") return [name];
  if (value.kind === "list") return value.items.flatMap((item) => leafNames(item, name));
  return value.entries.flatMap(([key, item]) => leafNames(item, key));
}

/** `x-amz-account-id` as `xAmzAccountId`. */
function parameterName(name: string): string {
  return name.replace(/[^a-zA-Z\d]+([a-zA-Z\d])/g, (_, next: string) => next.toUpperCase());
}

/** What a return hands over to the function of its group, in the order of its parameters. */
export function argumentsOf(group: SharedReturns, one: Return): Expression[] {
  const leaves = leavesOf(fieldsOf(one));
  const values = [...group.parameters.values()].map((at) => leaves[at]!);
  if (group.usual !== undefined && values.at(-1)?.key === group.usual.key) values.pop();
  return values;
}

/** The function that makes the endpoints of a group. */
export function printShared(group: SharedReturns): string[] {
  const names = new Map([...group.parameters].map(([name, at]) => [at, name]));
  const fields = mapLeaves(fieldsOf(group.returns[0]!), (leaf, at) => {
    const hole = group.holes.get(at);
    return hole === undefined ? leaf : parameter(names.get(hole)!, "string", false);
  });
  const text = printValue(fields, { names: new Map(), narrowed: new Set() });
  const parameters = ["url", ...group.parameters.keys()].map((name) => `${name}: string`).join(", ");
  const usual = group.usual ? ` = ${group.usual.key}` : "";
  return [
    `function ${group.name}(${parameters}${usual}): Endpoint {`,
    `  return { url, ${text.slice(2)};`,
    "}",
  ];
}
