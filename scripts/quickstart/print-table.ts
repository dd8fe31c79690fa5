import { green, red } from "../steps/step.ts";
import type { CallRow } from "./calls.ts";

/** Prints the calls of the tour, one a line, in columns. */
export function printTable(rows: readonly CallRow[]): void {
  const heads = ["service", "protocol", "operation", "ms", "result"];
  const cells = rows.map((row) => [row.service, row.protocol, row.operation, row.ms.toFixed(1), row.result]);
  const widths = heads.map((head, i) => Math.max(head.length, ...cells.map((line) => line[i]?.length ?? 0)));
  const print = (line: readonly string[], mark: string): void => {
    const padded = line.map((cell, i) => {
      const width = widths[i] ?? 0;
      return i === 3 ? cell.padStart(width) : i === 4 ? cell : cell.padEnd(width);
    });
    console.log(`${mark} ${padded.join("  ")}`);
  };
  print(heads, " ");
  rows.forEach((row, i) => print(cells[i] ?? [], row.ok ? green("✓") : red("✗")));
}
