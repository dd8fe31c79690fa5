import { costOfBlock } from "./cost.ts";
import type { Facts } from "./facts.ts";
import { branch } from "./merge.ts";
import { all, conjuncts, terminates, type Block, type Statement } from "./program.ts";

/** Tests that a decision may take before its run of statements is left as it is. */
const stepLimit = 600;
/** Longest run of statements that is decided at once. */
const runLimit = 24;

/**
 * The cheapest program that does the same: runs of rules that ask the same questions in turn become one decision, which
 * asks each question once and shares what its answers have in common.
 */
export function optimize(block: Block, facts: Facts): Block {
  const steps: { best: Block; cost: number }[] = [{ best: [], cost: 0 }];
  const before: Facts[] = [];
  let known = facts;
  for (const statement of block) {
    before.push(known);
    if (statement.kind === "if" && terminates(statement.whenTrue)) known = known.with(statement.test, false);
  }
  // steps[n]: the last n statements.
  for (let start = block.length - 1; start >= 0; start--) {
    const alone = optimizeStatement(block[start]!, before[start]!);
    const rest = steps[block.length - start - 1]!;
    let best = { best: [...alone, ...rest.best], cost: costOfBlock(alone) + rest.cost };
    for (let end = start + 1; end <= Math.min(block.length, start + runLimit); end++) {
      const decided = tryDecide(block.slice(start, end), before[start]!);
      if (decided === undefined) break;
      const after = steps[block.length - end]!;
      const cost = costOfBlock(decided) + after.cost;
      if (cost < best.cost) best = { best: [...decided, ...after.best], cost };
    }
    steps.push(best);
  }
  return steps.at(-1)!.best;
}

function optimizeStatement(statement: Statement, facts: Facts): Block {
  if (statement.kind !== "if") return [statement];
  const whenTrue = optimize(statement.whenTrue, facts.with(statement.test, true));
  return [{ ...statement, whenTrue }];
}

function tryDecide(block: Block, facts: Facts): Block | undefined {
  const budget = { steps: stepLimit };
  const decided = decide(block, facts, budget);
  return budget.steps < 0 ? undefined : decided;
}

/** Asks the first open question of the first statement, then decides what is left under each answer. */
function decide(block: Block, facts: Facts, budget: { steps: number }): Block {
  const [head, ...tail] = block;
  if (head === undefined || --budget.steps < 0) return [];
  if (head.kind !== "if") return [head];
  const tests = conjuncts(head.test);
  for (const [index, test] of tests.entries()) {
    const outcome = facts.outcome(test);
    if (outcome === true) continue;
    if (outcome === false) return decide([...head.whenFalse, ...tail], facts, budget);
    const rest = tests.slice(index + 1);
    const whenTrue = rest.length > 0 ? [{ ...head, test: all(rest) }] : head.whenTrue;
    const yes = decide([...whenTrue, ...tail], facts.with(test, true), budget);
    const no = decide([...head.whenFalse, ...tail], facts.with(test, false), budget);
    return branch(test, yes, no);
  }
  return decide([...head.whenTrue, ...tail], facts, budget);
}
