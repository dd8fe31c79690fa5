/**
 * Two programs and a test that decides between them, as one program: `if (fips) return a-fips.x; return a.x` is
 * `return a${fips ? "-fips" : ""}.x`. What both have in common stays outside of the choice.
 */
import { cost, costOfBlock } from "./cost.ts";
import {
  choice, keyOf, literal, not, template, terminates,
  type Block, type Expression, type Return, type Statement, type Test, type Value,
} from "./program.ts"; // prettier-ignore

/** A program that does what `yes` does where the test holds, else what `no` does. */
export function branch(test: Test, yes: Block, no: Block): Block {
  if (test.kind === "not") return branch(test.of, no, yes);
  if (keyOf(yes) === keyOf(no)) return yes;
  const first = common(yes, no);
  if (first > 0) return [...yes.slice(0, first), ...branch(test, yes.slice(first), no.slice(first))];
  const last = common(yes.toReversed(), no.toReversed());
  if (last > 0 && !terminates(yes.slice(0, -last)) && !terminates(no.slice(0, -last))) {
    return [...branch(test, yes.slice(0, -last), no.slice(0, -last)), ...yes.slice(-last)];
  }
  const apart = separate(test, yes, no);
  const merged = mergeBlocks(test, yes, no);
  return merged !== undefined && costOfBlock(merged) < costOfBlock(apart) ? merged : apart;
}

function separate(test: Test, yes: Block, no: Block): Block {
  if (yes.length === 0) return [{ kind: "if", test: not(test), whenTrue: no, whenFalse: [] }];
  if (terminates(yes)) return [{ kind: "if", test, whenTrue: yes, whenFalse: [] }, ...no];
  if (terminates(no)) return [{ kind: "if", test: not(test), whenTrue: no, whenFalse: [] }, ...yes];
  return [{ kind: "if", test, whenTrue: yes, whenFalse: no }];
}

function common(left: Block, right: Block): number {
  const end = left.findIndex((statement, index) => keyOf(statement) !== keyOf(right[index]));
  return end === -1 ? left.length : end;
}

/** Statement by statement, where both have the same shape. */
function mergeBlocks(test: Test, yes: Block, no: Block): Block | undefined {
  if (yes.length !== no.length) return undefined;
  const merged: Statement[] = [];
  for (const [index, left] of yes.entries()) {
    const one = mergeStatements(test, left, no[index]!);
    if (one === undefined) return undefined;
    merged.push(one);
  }
  return merged;
}

function mergeStatements(test: Test, yes: Statement, no: Statement): Statement | undefined {
  if (keyOf(yes) === keyOf(no)) return yes;
  if (yes.kind === "return" && no.kind === "return") return mergeReturns(test, yes, no);
  if (yes.kind === "throw" && no.kind === "throw") {
    return { kind: "throw", message: mergeStrings(test, yes.message, no.message) };
  }
  if (yes.kind !== "if" || no.kind !== "if" || yes.test.key !== no.test.key) return undefined;
  const whenTrue = mergeBlocks(test, yes.whenTrue, no.whenTrue);
  const whenFalse = mergeBlocks(test, yes.whenFalse, no.whenFalse);
  return whenTrue && whenFalse && { kind: "if", test: yes.test, whenTrue, whenFalse };
}

function mergeReturns(test: Test, yes: Return, no: Return): Return | undefined {
  const properties = mergeValues(test, yes.properties, no.properties);
  const headers = mergeValues(test, yes.headers, no.headers);
  if (properties === false || headers === false) return undefined;
  return { kind: "return", url: mergeStrings(test, yes.url, no.url), properties, headers };
}

/** `false`: not of the same shape. */
function mergeValues(test: Test, yes: Value | undefined, no: Value | undefined): Value | undefined | false {
  if (keyOf(yes) === keyOf(no)) return yes;
  if (yes === undefined || no === undefined) return false;
  if (yes.kind === "expression" && no.kind === "expression") {
    if (yes.of.type !== "string" || no.of.type !== "string") return false;
    return { kind: "expression", of: mergeStrings(test, yes.of, no.of) };
  }
  if (yes.kind === "list" && no.kind === "list" && yes.items.length === no.items.length) {
    const items = yes.items.map((item, index) => mergeValues(test, item, no.items[index]));
    return items.every((item) => item) && { kind: "list", items: items as Value[] };
  }
  if (yes.kind !== "object" || no.kind !== "object") return false;
  if (yes.entries.map(([key]) => key).join() !== no.entries.map(([key]) => key).join()) return false;
  const entries = yes.entries.map(
    ([key, value], index) => [key, mergeValues(test, value, no.entries[index]![1])] as const,
  );
  return entries.every(([, value]) => value) && { kind: "object", entries: entries as [string, Value][] };
}

/** What two strings have in common, with choices where they differ; the cheaper of a few small choices and a big one. */
function mergeStrings(test: Test, yes: Expression, no: Expression): Expression {
  const [left, right] = [tokens(yes), tokens(no)];
  const pieces: Expression[] = [];
  let [i, j] = [0, 0];
  for (const [nextI, nextJ] of [...commonTokens(left, right), [left.length, right.length] as const]) {
    pieces.push(choice(test, template(left.slice(i, nextI)), template(right.slice(j, nextJ))));
    if (nextI < left.length) pieces.push(left[nextI]!);
    [i, j] = [nextI + 1, nextJ + 1];
  }
  const merged = template(pieces);
  const whole = choice(test, yes, no);
  return cost(merged) < cost(whole) ? merged : whole;
}

/** Parts of a string, literals cut where a reader would: at dots, hyphens, slashes, colons. */
function tokens(of: Expression): Expression[] {
  const parts = of.kind === "template" ? of.parts : [of];
  return parts.flatMap((part) =>
    part.kind === "literal"
      ? (String(part.value).match(/[^-./:]+|[-./:]/g) ?? []).map((text) => literal(text))
      : [part],
  );
}

/** Positions of the longest common subsequence, weighed by length. */
function commonTokens(
  left: readonly Expression[],
  right: readonly Expression[],
): (readonly [number, number])[] {
  const best = Array.from({ length: left.length + 1 }, () =>
    Array.from({ length: right.length + 1 }, () => 0),
  );
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      const both = left[i]!.key === right[j]!.key ? best[i + 1]![j + 1]! + left[i]!.key.length : 0;
      best[i]![j] = Math.max(both, best[i + 1]![j]!, best[i]![j + 1]!);
    }
  }
  const pairs: [number, number][] = [];
  // Of equal ways, the one that leaves a difference starting with its separator: `-fips`, not `fips-`.
  for (let i = 0, j = 0; i < left.length && j < right.length;) {
    if (best[i + 1]![j] === best[i]![j]) i++;
    else if (best[i]![j + 1] === best[i]![j]) j++;
    else pairs.push([i++, j++]);
  }
  return pairs;
}
