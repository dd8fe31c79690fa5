import { describe, expect, it } from "vitest";
import { row, type Case } from "../row.ts";
import { selectTasks } from "./select-tasks.ts";

function caseOf(name: string, fast: boolean): Case {
  return { name, fast, start: () => ({ target: {}, expect: {} }), run: async () => undefined };
}

const rows = [
  row("A1", "one", [caseOf("soon", true), caseOf("late", false)]),
  row("A10", "ten", [caseOf("late", false)]),
  row("B1", "two", [caseOf("soon", true)]),
];

function names(selection: Parameters<typeof selectTasks>[1]): string[] {
  return selectTasks(rows, selection).map(
    (task) => `${task.config} ${task.row.id} ${task.case.name} ${task.sdk}`,
  );
}

describe("selectTasks", () => {
  it("takes every case with every SDK and configuration when nothing is said", () => {
    expect(names({})).toHaveLength(4 * 4);
  });

  it("takes rows by id and family, whole ids only", () => {
    expect(names({ row: "A1", sdk: "inia", config: "T" })).toEqual(["T A1 soon inia", "T A1 late inia"]);
    expect(names({ row: "a*,B1", sdk: "aws-sdk-v3", config: "D" })).toHaveLength(4);
  });

  it("takes what ends soon, of Inia, tuned", () => {
    expect(names({ fast: true })).toEqual(["T A1 soon inia", "T B1 soon inia"]);
  });

  it.each([{ row: "Z1" }, { sdk: "v2" }, { config: "X" }])("refuses %j", (selection) => {
    expect(() => selectTasks(rows, selection)).toThrow(/names no row|is one of/);
  });
});
