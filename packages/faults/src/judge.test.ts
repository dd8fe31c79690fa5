import { describe, expect, it } from "vitest";
import { judge } from "./judge.ts";
import type { Outcome } from "./outcome.ts";
import type { Expectation, SdkName } from "./row.ts";
import type { RunResult } from "./run/run-case.ts";

const quiet = {
  type: "report",
  wall: 10,
  leaked: [],
  loopBlock: 1,
  starved: 0,
  memoryGrowth: 1,
  unhandled: [],
  warnings: [],
} as const;

function run(
  expectation: Expectation,
  outcome: Outcome,
  more: Partial<RunResult> = {},
  sdk: SdkName = "inia",
): string[] {
  const found = { name: "n", start: () => ({ target: {}, expect: {} }), run: async () => undefined };
  const result: RunResult = {
    row: { id: "A1", title: "t", cases: [] },
    case: found,
    expect: expectation,
    sdk,
    config: "T",
    report: { ...quiet, outcome },
    deadline: 10_000,
    hung: false,
    requests: 3,
    connections: 3,
    openSockets: 0,
    exitedAfter: undefined,
    output: "",
    ...more,
  };
  return judge(result).map(({ kind }) => kind);
}

const reset: Outcome = {
  fault: { class: "Transport", name: "E", message: "m", code: "ECONNRESET", attempts: 3 },
};

describe("outcomes", () => {
  it("pass when they are the ones wanted", () => {
    expect(run({ value: { a: 1, b: undefined } }, { value: { a: 1 } })).toEqual([]);
    expect(run({ faults: ["Transport ECONNRESET"], requests: 3, attempts: 3 }, reset)).toEqual([]);
  });

  it("are wrong data when another value comes, or any where none can be right", () => {
    expect(run({ value: { a: 1 } }, { value: { a: 2 } })).toEqual(["wrong-data"]);
    expect(run({ faults: ["Transport"] }, { value: {} })).toEqual(["wrong-data"]);
    expect(run({ faults: ["Transport"], truth: 1 }, { value: 1 })).toEqual(["outcome"]);
  });

  it("are wrong when another error comes, or any where none is right", () => {
    expect(run({ faults: ["Timeout"] }, reset)).toEqual(["outcome"]);
    expect(run({ value: 1 }, reset)).toEqual(["outcome"]);
  });

  it("of the peer may be of any class that is typed, after any number of requests", () => {
    expect(run({ faults: ["Timeout"], requests: 7 }, reset, {}, "aws-sdk-v3")).toEqual([]);
    const bug: Outcome = { fault: { class: "Untyped", name: "TypeError", message: "m" } };
    expect(run({ faults: ["Timeout"] }, bug, {}, "aws-sdk-v3")).toEqual(["outcome"]);
    expect(run({ value: 1 }, reset, {}, "aws-sdk-v3")).toEqual(["outcome"]);
  });

  it("must come with the right number of requests", () => {
    expect(run({ faults: ["Transport"], requests: 2 }, reset)).toEqual(["requests"]);
    expect(run({ faults: ["Transport"], requests: [3, 4], attempts: 1 }, reset)).toEqual(["requests"]);
  });
});

describe("the rest of the rules", () => {
  const right: Expectation = { value: 1 };
  const report = { ...quiet, outcome: { value: 1 } };
  it.each([
    ["hang", { report: undefined, hung: true }],
    ["crash", { report: undefined }],
    ["hang", { report: { ...report, wall: 11_000 } }],
    ["unhandled", { report: { ...report, unhandled: ["rejection: x"] } }],
    ["leak", { report: { ...report, leaked: ["Timeout"] } }],
    ["leak", { openSockets: 1 }],
    ["loop", { report: { ...report, loopBlock: 150 } }],
    ["memory", { report: { ...report, memoryGrowth: 65 * 2 ** 20 } }],
  ] satisfies [string, Partial<RunResult>][])("%s", (kind, more) => {
    expect(run(right, { value: 1 }, more)).toEqual([kind]);
  });

  it("what a row asks for besides", () => {
    expect(run({ value: 1, check: () => "no" }, { value: 1 })).toEqual(["check"]);
  });
});
