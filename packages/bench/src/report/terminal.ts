import { goalTable } from "./markdown.ts";
import type { Report, Table } from "./report.ts";

/** A report as text for a terminal. */
export function terminalText(report: Report): string {
  const tables = [...report.tables, ...(report.goals.length > 0 ? [goalTable(report.goals)] : [])];
  return tables.map((table) => `${table.title}\n${columns(table)}`).join("\n\n");
}

function columns({ head, rows }: Table): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? "").length)));
  return all
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
        .join("  ")
        .trimEnd(),
    )
    .map((line) => `  ${line}`)
    .join("\n");
}
