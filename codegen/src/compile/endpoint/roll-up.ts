import { keyOf, literal, parameter, type Block, type Expression, type Statement } from "./program.ts";
import { rewriteStatement } from "./rewrite.ts";

/** Fewer statements than this stay as they are. */
const leastStatements = 3;

/** Runs of ifs that differ in numbers alone become one loop over these numbers. */
export function rollUp(block: Block): Block {
  const result: Statement[] = [];
  for (let start = 0; start < block.length;) {
    const shape = shapeOf(block[start]!);
    let end = start + 1;
    while (end < block.length && shapeOf(block[end]!) === shape) end++;
    const run = block.slice(start, end);
    if (run.length >= leastStatements && run[0]!.kind === "if") result.push(loopOf(run));
    else result.push(...run);
    start = end;
  }
  return result;
}

/** What a statement is apart from its numbers. */
function shapeOf(statement: Statement): string {
  return keyOf(rewriteStatement(statement, { expression: (of) => (isNumber(of) ? literal(0) : undefined) }));
}

function isNumber(of: Expression): boolean {
  return of.kind === "literal" && of.type === "number";
}

function loopOf(run: readonly Statement[]): Statement {
  const rows = run.map(numbersOf);
  const columns = rows[0]!.map((_, at) => rows.map((row) => row[at]!));
  const varying = [...new Map(columns.map((column) => [column.join(), column])).values()].filter(
    (column) => new Set(column).size > 1,
  );
  const names = varying.map((_, index) => ["from", "to", "next", "last"][index] ?? `at${index}`);
  let at = 0;
  const body = rewriteStatement(run[0]!, {
    expression: (of) => {
      if (!isNumber(of)) return undefined;
      const column = columns[at++]!.join();
      const index = varying.findIndex((other) => other.join() === column);
      return index < 0 ? of : parameter(names[index]!, "number", false);
    },
  });
  return {
    kind: "each",
    names,
    rows: rows.map((_, row) => varying.map((column) => column[row]!)),
    body: [body],
  };
}

/** The numbers of a statement in the order in which they stand. */
function numbersOf(statement: Statement): number[] {
  const numbers: number[] = [];
  rewriteStatement(statement, {
    expression: (of) => {
      if (isNumber(of)) numbers.push(Number(of.key));
      return undefined;
    },
  });
  return numbers;
}
