import { conjuncts, isSet, isTrue, not, type Expression, type Test } from "./program.ts";

/**
 * What is known at a point of a program from the tests on the way there: outcomes of single tests, values of
 * expressions, lengths of strings, and conjunctions of which not all can hold.
 */
export class Facts {
  readonly #known: Known = { outcomes: new Map(), values: new Map(), lengths: new Map(), conflicts: [] };
  readonly #earlier: Facts | undefined;

  constructor(earlier?: Facts) {
    this.#earlier = earlier;
  }

  /** These facts and the outcome of one more test. */
  with(test: Test, outcome: boolean): Facts {
    const facts = new Facts(this);
    learn(test, outcome, facts.#known);
    return facts;
  }

  /** The latest that is known of something. */
  #find<Value>(find: (known: Known) => Value | undefined): Value | undefined {
    const earlier = this.#earlier;
    return find(this.#known) ?? (earlier && earlier.#find(find));
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
    const known = this.#find(({ outcomes }) => outcomes.get(test.key));
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
    if (right.kind !== "literal")
      return left.key === right.key && this.#direct(isSet(left)) ? true : undefined;
    if (left.kind === "literal") return left.value === right.value;
    const value = this.#find(({ values }) => values.get(left.key));
    if (value !== undefined) return value === right.key;
    return this.#direct(isSet(left)) === false ? false : undefined;
  }

  /** A string with one substring has all those that end before. */
  #isLongEnough(of: Expression): boolean {
    if (of.kind !== "call" || of.fn !== "substring") return false;
    const [text, start, stop] = of.arguments;
    if (Number(start!.key) >= Number(stop!.key)) return false;
    return (
      this.#find(({ lengths }) => ((lengths.get(text!.key) ?? -1) >= Number(stop!.key) ? true : undefined)) ??
      false
    );
  }

  /** If all others of a conflict hold, this one does not. */
  #byConflict(test: Test): boolean | undefined {
    const key = not(test).key;
    return this.#find(({ conflicts }) => {
      for (const conflict of conflicts) {
        const positive = conflict.some((other) => other.key === test.key);
        if (!positive && !conflict.some((other) => other.key === key)) continue;
        const own = positive ? test.key : key;
        if (conflict.every((other) => other.key === own || this.#direct(other) === true)) return !positive;
      }
      return undefined;
    });
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

/** Tests of which none follows from the others: `x === "a"` says that `x` is set. */
export function withoutImplied(tests: readonly Test[]): readonly Test[] {
  return tests.reduce<readonly Test[]>((needed, test) => {
    const others = needed.filter((other) => other !== test);
    const facts = others.reduce((known, other) => known.with(other, true), new Facts());
    return facts.outcome(test) === true ? others : needed;
  }, tests);
}
