import { expect, it } from "vitest";
import type { ServiceJson, ShapeJson } from "../model.ts";
import { inlineModel, structure } from "../plan/inline-model.ts";
import { planService } from "../plan/plan-service.ts";
import { operationCodecs } from "./operation-codecs.ts";

/** The code that an operation with this input refers to. */
function codecsOf(metadata: Partial<ServiceJson["metadata"]>, name: string, input: ShapeJson): unknown {
  const plan = planService(
    inlineModel({
      metadata,
      operations: {
        [name]: { http: { method: "PUT", requestUri: "/parcels/{Id}" }, input: { shape: "Input" } },
      },
      shapes: { Input: input, Label: structure({ Text: "String" }), Bytes: { type: "blob" } },
    }),
  );
  return operationCodecs(plan.operations[0]!, plan.protocol);
}

it("of rest-xml have a writer of documents only where they send one", () => {
  const of = (input: ShapeJson) => codecsOf({ protocol: "rest-xml" }, "PutParcel", input);
  const writer = ["documentWriter", "xmlWriter"];
  const Id = { shape: "String", location: "uri" } as const;
  expect(of(structure({ Id, Label: "Label" }))).toEqual([writer]);
  expect(of(structure({ Id, Label: "Label" }, { payload: "Label" }))).toEqual([writer]);
  expect(of(structure({ Id, Kind: { shape: "String", location: "header" } }))).toEqual([]);
  expect(of(structure({ Id, Text: "String" }, { payload: "Text" }))).toEqual([]);
  expect(of(structure({ Id, Data: "Bytes" }, { payload: "Data" }))).toEqual([
    ["streamInput", "openRequestBody"],
  ]);
  expect(codecsOf({}, "PutParcel", structure({ Id, Label: "Label" }))).toEqual([]);
});

it("copy from other regions in EC2's CopySnapshot alone", () => {
  const of = (name: string) =>
    codecsOf({ serviceId: "EC2", protocol: "ec2" }, name, structure({ SourceRegion: "String" }));
  expect(of("CopySnapshot")).toEqual([["copySource", "copySnapshot"]]);
  expect(of("CopyImage")).toEqual([]);
});
