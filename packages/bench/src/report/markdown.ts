import type { Goal, Report, Table } from "./report.ts";

/** A report as Markdown: the goals, then the tables, then how it was measured. */
export function markdownOf(report: Report): string {
  const parts = [report.method];
  if (report.goals.length > 0) parts.push(tableText(goalTable(report.goals)));
  for (const table of report.tables) parts.push(`**${table.title}**`, tableText(table));
  return parts.join("\n\n");
}

/** The goals as a table; whether one was met is said in words. */
export function goalTable(goals: readonly Goal[]): Table {
  return {
    title: "Goals",
    head: ["what", "measured", "goal", "", "beside it"],
    rows: goals.map(({ what, measured, goal, met, beside }) => [what, measured, goal, verdict(met), beside]),
  };
}

/** What is said of a goal. */
export function verdict(met: boolean | undefined): string {
  return met === undefined ? "not measured" : met ? "met" : "**not met**";
}

function tableText({ head, rows }: Table): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
  return [line(head), line(head.map((_, column) => (column === 0 ? "---" : "--:"))), ...rows.map(line)].join(
    "\n",
  );
}
