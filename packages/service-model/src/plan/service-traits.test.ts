import { describe, expect, it } from "vitest";
import { operationLiteral } from "../describe/operation-literal.ts";
import type { OperationJson } from "../model.ts";
import { inlineModel } from "./inline-model.ts";
import { planService } from "./plan-service.ts";
import { serviceTraitsOf } from "./service-traits.ts";

function planOf(serviceId: string, name: string, operation: Partial<OperationJson> = {}) {
  return planService(inlineModel({ metadata: { serviceId }, operations: { [name]: operation } }));
}

describe("traits of operations", () => {
  it.each([
    ["Lambda", "Invoke", 910_000, undefined],
    ["SFN", "StartSyncExecution", 310_000, undefined],
    ["SFN", "GetActivityTask", 75_000, true],
    ["SWF", "PollForActivityTask", 75_000, true],
    ["SWF", "PollForDecisionTask", 75_000, true],
    ["Bedrock Runtime", "InvokeModel", 3_600_000, undefined],
    ["Bedrock Runtime", "ConverseStream", 3_600_000, undefined],
    ["SQS", "ReceiveMessage", undefined, true],
    ["SQS", "SendMessage", undefined, undefined],
    ["constructor", "toString", undefined, undefined],
  ])("%s %s: %j ms, long poll %j", (serviceId, name, headersTimeout, longPoll) => {
    const [operation] = planOf(serviceId, name).operations;
    expect([operation!.headersTimeout, operation!.longPoll]).toEqual([headersTimeout, longPoll]);
    const entries = operationLiteral(operation!).entries.map(([entry]) => entry);
    expect([entries.includes("headersTimeout"), entries.includes("longPoll")]).toEqual([
      headersTimeout !== undefined,
      longPoll !== undefined,
    ]);
  });
});

describe("customizations", () => {
  it.each([
    ["CloudSearch Domain", ["cloudSearchDomain"]],
    ["DocDB", ["crossRegionCopy"]],
    ["EC2", ["userData", "ec2"]],
    ["Machine Learning", ["machineLearning"]],
    ["Neptune", ["crossRegionCopy"]],
    ["RDS", ["crossRegionCopy"]],
    ["S3 Control", ["s3Control"]],
    ["Parcel Post", []],
  ])("of %s: %j", (serviceId, names) => {
    expect(serviceTraitsOf(planOf(serviceId, "Get")).customizations).toEqual(names);
  });

  it("discover endpoints where an operation takes part in that", () => {
    const plan = planOf("Parcel Post", "Get", { endpointdiscovery: { required: true } });
    expect(serviceTraitsOf(plan).customizations).toEqual(["endpointDiscovery"]);
  });
});
