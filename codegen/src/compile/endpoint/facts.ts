import { conjuncts, isSet, isTrue, not, type Expression, type Test } from "./program.ts";

/**
 * What is known at a point of a program from the tests on the way there: outcomes of single tests, values of
 * expressions, lengths of strings, and conjunctions of which not all can hold.
 */
export class Facts {
  readonly #outcomes: Map<string, boolean>;
  readonly #values: Map<string, string>;
  readonly #lengths: Map<string, number>;
  readonly #conflicts: readonly (readonly Test[])[];

  constructor(
    outcomes: Map<string, boolean> = new Map(),
    values: Map<string, string> = new Map(),
    lengths: Map<string, number> = new Map(),
    conflicts: readonly (readonly Test[])[] = [],
  ) {
    this.#outcomes = outcomes;
    this.#values = values;
    this.#lengths = lengths;
    this.#conflicts = conflicts;
  }

  /** These facts and the outcome of one more test. */
  with(test: Test, outcome: boolean): Facts {
    const outcomes = new Map(this.#outcomes);
    const values = new Map(this.#values);
    const lengths = new Map(this.#lengths);
    const conflicts = [...this.#conflicts];
    learn(test, outcome, { outcomes, values, lengths, conflicts });
    return new Facts(outcomes, values, lengths, conflicts);
  }

  /** Outcome of a test, when it is known. */
  outcome(test: Test): boolean | undefined {
    switch (test.kind) {
      case "not":
        return negate(this.outcome(test.of));
      case "all":
        return this.#every(test.of, true);
      case "any":
        return negate(this.#every(test.of, false));
      default:
        return this.#simple(test) ?? this.#byConflict(test);
    }
  }

  /** Whether an expression certainly has a value. */
  isSet(of: Expression): boolean {
    return this.outcome(isSet(of)) === true;
  }

  #every(tests: readonly Test[], wanted: boolean): boolean | undefined {
    const outcomes = tests.map((test) => this.outcome(test));
    if (outcomes.includes(!wanted)) return false;
    return outcomes.includes(undefined) ? undefined : true;
  }

  #simple(test: Test): boolean | undefined {
    const known = this.#outcomes.get(test.key);
    if (known !== undefined) return known;
    if (test.kind === "set") {
      const { of } = test;
      if (!of.nullable || this.#isLongEnough(of)) return true;
      return of.kind === "item" && this.#direct(isSet(of.of)) === false ? false : undefined;
    }
    if (test.kind === "true") {
      if (test.of.kind === "literal") return test.of.value === true;
      return this.#direct(isSet(test.of)) === false ? false : undefined;
    }
    if (test.kind !== "equals") return undefined;
    const { left, right } = test;
    if (right.kind !== "literal") return left.key === right.key && this.#direct(isSet(left)) ? true : undefined;
    if (left.kind === "literal") return left.value === right.value;
    const value = this.#values.get(left.key);
    if (value !== undefined) return value === right.key;
    return this.#direct(isSet(left)) === false ? false : undefined;
  }

  /** A string with one substring has all those that end before. */
  #isLongEnough(of: Expression): boolean {
    if (of.kind !== "call" || of.fn !== "substring") return false;
    const [text, start, stop] = of.arguments;
    return Number(start!.key) < Number(stop!.key) && (this.#lengths.get(text!.key) ?? -1) >= Number(stop!.key);
  }

  /** If all others of a conflict hold, this one does not. */
  #byConflict(test: Test): boolean | undefined {
    for (const conflict of this.#conflicts) {
      const positive = conflict.some((other) => other.key === test.key);
      if (!positive && !conflict.some((other) => other.key === not(test).key)) continue;
      const own = positive ? test.key : not(test).key;
      const others = conflict.filter((other) => other.key !== own);
      if (others.every((other) => this.#direct(other) === true)) return !positive;
    }
    return undefined;
  }

  #direct(test: Test): boolean | undefined {
    return test.kind === "not" ? negate(this.#direct(test.of)) : this.#simple(test);
  }
}

interface Known {
  outcomes: Map<string, boolean>;
  values: Map<string, string>;
  /** Of ASCII strings: how long they are at least. */
  lengths: Map<string, number>;
  conflicts: (readonly Test[])[];
}

function learn(test: Test, outcome: boolean, known: Known): void {
  if (test.kind === "not") return learn(test.of, !outcome, known);
  if (test.kind === "all" || test.kind === "any") {
    if ((test.kind === "all") === outcome) for (const one of test.of) learn(one, outcome, known);
    else known.conflicts.push(test.kind === "all" ? conjuncts(test) : test.of.map(not));
    return;
  }
  known.outcomes.set(test.key, outcome);
  if (!outcome) return;
  if (test.kind === "set") learnConsequences(test.of, known);
  if (test.kind === "true") learnSet(test.of, known);
  if (test.kind === "equals") {
    learnSet(test.left, known);
    learnSet(test.right, known);
    if (test.right.kind === "literal") known.values.set(test.left.key, test.right.key);
  }
}

function learnSet(of: Expression, known: Known): void {
  learnConsequences(of, known);
  if (of.nullable) learn(isSet(of), true, known);
}

/** An item has a list, and a function's result its first argument: none of the functions makes something of nothing. */
function learnConsequences(of: Expression, known: Known): void {
  if (of.kind === "item" || of.kind === "attribute") learnSet(of.of, known);
  if (of.kind === "call" && of.fn !== "partition" && of.arguments[0]) learnSet(of.arguments[0], known);
  if (of.kind === "call" && of.fn === "substring") {
    const [text, , stop] = of.arguments;
    known.lengths.set(text!.key, Math.max(known.lengths.get(text!.key) ?? 0, Number(stop!.key)));
  }
  if (of.kind === "call" && of.type === "boolean") known.outcomes.set(isTrue(of).key, true);
}

function negate(outcome: boolean | undefined): boolean | undefined {
  return outcome === undefined ? undefined : !outcome;
}
