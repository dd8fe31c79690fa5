import { expect, test } from "vitest";
import { goalTable, markdownOf } from "./markdown.ts";
import { replaceSection } from "./page.ts";
import { atLeast, atMost } from "./report.ts";
import { times } from "./figures.ts";

const page = "# P\n\n<!-- a:begin -->\n\nold\n\n<!-- a:end -->\n\nkept\n\n<!-- b:begin --><!-- b:end -->\n";

test("a section is replaced, and the rest stays", () => {
  const written = replaceSection(replaceSection(page, "a", "new"), "b", "more");
  expect(written).toContain("<!-- a:begin -->\n\nnew\n\n<!-- a:end -->\n\nkept");
  expect(written).toContain("<!-- b:begin -->\n\nmore\n\n<!-- b:end -->");
  expect(written).not.toContain("old");
});

test("a section that the page does not have is an error", () => {
  expect(() => replaceSection(page, "c", "")).toThrow("no section c");
});

test("goals say plainly whether they were met, and what was not measured", () => {
  const goals = [atLeast("x", 5.1, 5, times), atMost("y", 5.1, 5, times), atLeast("z", NaN, 5, times, "v3")];
  expect(goalTable(goals).rows).toEqual([
    ["x", "5.10×", "≥ 5.00×", "met", ""],
    ["y", "5.10×", "≤ 5.00×", "**not met**", ""],
    ["z", "–", "≥ 5.00×", "not measured", "v3"],
  ]);
});

test("a cell cannot break its table", () => {
  const text = markdownOf({
    method: "So.",
    goals: [],
    tables: [{ title: "T", head: ["a", "b"], rows: [["x|y", "1\n2"]] }],
  });
  expect(text).toBe("So.\n\n**T**\n\n| a | b |\n| --- | --: |\n| x\\|y | 1 2 |");
});
