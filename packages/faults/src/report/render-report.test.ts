import { describe, expect, it } from "vitest";
import type { Verdict } from "../run/schedule.ts";
import { renderReport } from "./render-report.ts";
import { headline, summarize } from "./summary.ts";

const order = [
  { id: "A1", title: "refused" },
  { id: "E1", title: "checksum" },
];
const versions = { node: "20.0.0", inia: "1.0.0", peer: "3.0.0", platform: "linux x64" };
const families = { A: "Connect", E: "Integrity" };

function verdict(sdk: "inia" | "aws-sdk-v3", id: string, ...kinds: string[]): Verdict {
  const result = { sdk, config: "T", row: { id }, case: { name: "once" } };
  return {
    result,
    problems: kinds.map((kind) => ({ kind, text: "" })),
    repeated: false,
  } as unknown as Verdict;
}

const verdicts = [
  verdict("inia", "A1"),
  verdict("inia", "A1", "leak"),
  verdict("inia", "E1"),
  verdict("aws-sdk-v3", "A1"),
  verdict("aws-sdk-v3", "E1", "wrong-data", "hang"),
];
const ours = summarize(verdicts, "inia", "T", order);
const theirs = summarize(verdicts, "aws-sdk-v3", "T", order);

describe("summarize", () => {
  it("passes a row when all its cases pass, and counts runs by kind of problem", () => {
    expect(ours).toMatchObject({ passed: 1, runs: 3, leaked: 1, hangs: 0, wrong: 0 });
    expect(theirs).toMatchObject({ passed: 1, runs: 2, leaked: 0, hangs: 1, wrong: 1 });
    expect(headline(theirs)).toMatch(
      /^1\/2 faults: .* 1 hangs; 0 unhandled rejections; 0 leaked .* 1 silently wrong/,
    );
  });
});

describe("renderReport", () => {
  const page = renderReport([ours, theirs], families, versions, "");

  it("gives Inia's rows, and what it does not pass", () => {
    expect(page).toContain("| A1 | refused _(Connect)_ |  | ✗ 1/2 |");
    expect(page).toContain("- A1, once, T: something left open");
  });

  it("gives the peer's families A to D only", () => {
    expect(page).toContain("| A Connect | 0/1 | 1/1 |");
    expect(page).toContain("| E Integrity | 1/1 |  |");
  });

  it("keeps the section about load", () => {
    const before = "x\n<!-- load -->\nfast\n<!-- /load -->\ny";
    expect(renderReport([ours], families, versions, before)).toContain("<!-- load -->\nfast\n<!-- /load -->");
    expect(page).toContain("<!-- load -->\n<!-- /load -->");
  });
});
