import { describe, expect, it } from "vitest";
import { editDistance, nearestNames } from "./nearest-names.ts";

describe("nearestNames", () => {
  const services = ["s3", "s3control", "sqs", "sns", "sts", "dynamodb", "dynamodbstreams", "cloudwatch"];

  it.each([
    ["sqss", ["sqs"]],
    ["dynamo", ["dynamodb", "dynamodbstreams"]],
    ["CloudWatch", ["cloudwatch"]],
    ["parcel-post", []],
  ])("%s: %o", (wanted, near) =>
    expect(nearestNames(wanted, services)).toEqual(expect.arrayContaining(near)),
  );

  it("proposes at most three", () => expect(nearestNames("s", services)).toHaveLength(3));
});

describe("editDistance", () => {
  it.each([
    ["", "abc", 3],
    ["kitten", "sitting", 3],
    ["same", "same", 0],
  ])("%s, %s: %i", (a, b, distance) => expect(editDistance(a, b)).toBe(distance));
});
