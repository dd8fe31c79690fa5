import { describe, expect, it } from "vitest";
import { inlineModel, structure, type InlineModel } from "../plan/inline-model.ts";
import { planService } from "../plan/plan-service.ts";
import { describeService } from "./describe-service.ts";
import type { DescribedService } from "./described.ts";

const describeModel = (inline: InlineModel): DescribedService =>
  describeService(planService(inlineModel(inline)));

describe("describeService", () => {
  const described = describeModel({
    metadata: {
      auth: ["aws.auth#sigv4a", "aws.auth#sigv4"],
      targetPrefix: "Parcel_2024",
      signingName: "post",
    },
    operations: {
      PutParcel: {
        http: { method: "PUT", requestUri: "/parcels/{Id}" },
        input: { shape: "PutParcelRequest" },
        output: { shape: "Parcel" },
        errors: [{ shape: "Gone" }],
        operationContextParams: { Keys: { path: "keys(Labels)" } },
        staticContextParams: { Control: { value: true } },
      },
    },
    shapes: {
      PutParcelRequest: structure(
        {
          Id: { shape: "String", location: "uri", contextParam: { name: "ParcelId" } },
          Labels: { shape: "Labels", flattened: true },
          Parcel: { shape: "Parcel", locationName: "parcel" },
          Sent: "Time",
        },
        { required: ["Id"] },
      ),
      Labels: { type: "map", key: { shape: "String", locationName: "Name" }, value: { shape: "String" } },
      Parcel: structure({ Inner: "Parcels", Choice: "Choice" }),
      Parcels: { type: "list", member: { shape: "Parcel", locationName: "item" }, flattened: true },
      Choice: structure({ A: "String" }, { union: true }),
      Time: { type: "timestamp", timestampFormat: "iso8601" },
      Gone: structure(
        { message: "String", Since: "Time" },
        { exception: true, error: { code: "E.Gone" }, required: ["Since"] },
      ),
      Empty: structure({ message: "String" }, { exception: true }),
    },
  });

  it("makes tables of the core's forms", () => {
    expect(described.operations["PutParcel"]!.input).toEqual({
      structure: {
        Id: { uri: "Id" },
        Labels: { shape: { map: "string", key: { locationName: "Name" } }, flattened: true },
        Parcel: { shape: described.tables["Parcel"], locationName: "parcel" },
        Sent: { shape: "timestamp", timestampFormat: "iso8601" },
      },
      required: ["Id"],
    });
    expect(described.tables["Choice"]).toEqual({ union: { A: "string" } });
  });

  it("closes cycles with functions", () => {
    const parcel = described.tables["Parcel"] as any;
    expect(parcel.structure.Inner).toEqual({
      list: { shape: expect.any(Function), locationName: "item" },
      flattened: true,
    });
    expect(parcel.structure.Inner.list.shape()).toBe(parcel);
  });

  it("makes operations with their errors and endpoint parameters", () => {
    const operation = described.operations["PutParcel"]!;
    expect(Object.keys(operation)).toEqual([
      "name",
      "http",
      "input",
      "output",
      "errors",
      "endpointParameters",
    ]);
    expect(operation.output).toBe(described.tables["Parcel"]);
    expect(operation.errors![0]).toBe(described.errors["Gone"]);
    expect(operation.endpointParameters!({ Id: "1", Labels: { a: "b" } })).toEqual({
      Control: true,
      ParcelId: "1",
      Keys: ["a"],
    });
  });

  it("describes errors without what every error has", () => {
    expect(described.errors).toEqual({
      Gone: {
        shapeName: "Gone",
        code: "E.Gone",
        shape: { structure: { Since: { shape: "timestamp", timestampFormat: "iso8601" } } },
      },
      Empty: { shapeName: "Empty" },
    });
  });

  it("says what protocols and signers need", () => {
    expect(described.info).toEqual({
      id: "Parcel Post",
      apiVersion: "2024-01-01",
      endpointPrefix: "parcel",
      signingName: "post",
      targetPrefix: "Parcel_2024",
      auth: ["sigv4a", "sigv4"],
    });
  });

  it("compiles the paths of paginators and waiters", () => {
    const { operations, waiters } = describeModel({
      operations: { List: { input: { shape: "In" }, output: { shape: "Out" } } },
      shapes: {
        In: structure({ Token: "String" }),
        Out: structure({ Next: "String", Items: "Items" }),
        Items: { type: "list", member: { shape: "String" } },
      },
      paginators: { List: { input_token: "Token", output_token: "Next || Items[-1]", result_key: "Items" } },
      waiters: {
        Full: {
          operation: "List",
          delay: 1,
          maxAttempts: 2,
          acceptors: [{ state: "success", matcher: "path", argument: "length(Items) > `1`", expected: true }],
        },
      },
    });
    const { paginator } = operations["List"]!;
    expect(paginator).toMatchObject({ inputToken: ["Token"], resultKey: ["Items"] });
    const [token] = paginator!.outputToken;
    expect((token as (page: unknown) => unknown)({ Items: ["a", "b"] })).toBe("b");
    expect(waiters["Full"]!.operation).toBe(operations["List"]);
    const [acceptor] = waiters["Full"]!.acceptors as any[];
    expect(acceptor.path({ Items: ["a", "b"] })).toBe(true);
  });
});
