import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { Differences, type Occasion } from "./differences.ts";
import type { Finding } from "./compare/finding.ts";
import { readReviewed } from "./differential.ts";

const finding: Finding = { part: "body", what: "another text", path: "A.B", ours: "a", botocore: "b" };
const occasion: Occasion = {
  service: "s3",
  protocol: "rest-xml",
  operation: "PutObject",
  kind: "request",
  given: {},
};

it("tells reviewed differences from others, and rows that match nothing", () => {
  const differences = new Differences([
    { id: "texts", match: { protocol: ["query", "rest-xml"], part: "body", path: "A.*" }, reason: "" },
    { id: "gone", match: { service: "sqs" }, reason: "" },
  ]);
  differences.add(finding, occasion);
  differences.add({ ...finding, path: "A.C" }, occasion);
  differences.add({ ...finding, path: "B" }, occasion);
  expect([...differences.reviewed.values()].map(({ key, count }) => [key, count])).toEqual([["texts", 2]]);
  expect([...differences.unreviewed.values()].map(({ key, count }) => [key, count])).toEqual([
    ["rest-xml request body: another text", 1],
  ]);
  expect(differences.stale()).toEqual(["gone"]);
});

it("have a reason each, and a row in the documentation where users notice", () => {
  const documented = readFileSync(new URL("../../../../docs/differences.md", import.meta.url), "utf8");
  const rows = readReviewed();
  expect(rows.filter(({ reason }) => !reason)).toEqual([]);
  const absent = rows.filter(({ docs }) => docs !== undefined && !documented.includes(`\n| ${docs} `));
  expect(absent).toEqual([]);
});
