import { describe, expect, it } from "vitest";
import { inlineModel, structure, type InlineModel } from "./inline-model.ts";
import type { RefPlan, ServicePlan, StructurePlan } from "./plan.ts";
import { planService } from "./plan-service.ts";

const plan = (inline: InlineModel): ServicePlan => planService(inlineModel(inline));

function find(plan: ServicePlan, shapeName: string): StructurePlan {
  const owned = plan.operations.flatMap(({ input, output }) => [input, output]);
  return [...plan.tables, ...plan.errors, ...owned].find((table) => table?.shapeName === shapeName)!;
}

function refOf(plan: ServicePlan, shapeName: string, member: string): RefPlan {
  return find(plan, shapeName).members.find(({ name }) => name === member)!.ref;
}

describe("ownership and usage", () => {
  const planned = plan({
    operations: {
      GetParcel: { input: { shape: "GetParcelRequest" }, output: { shape: "Parcel" } },
      PutParcel: { input: { shape: "PutParcelRequest" }, output: { shape: "Receipt" } },
    },
    shapes: {
      GetParcelRequest: structure({ Id: "String" }, { required: ["Id"] }),
      PutParcelRequest: structure({ Parcel: "Parcel" }),
      Parcel: structure({ Stamps: "Stamps" }),
      Stamps: { type: "list", member: { shape: "Stamp" } },
      Stamp: structure({ Color: "Color" }),
      Color: { type: "string", enum: ["red", "blue"] },
      Receipt: structure({}),
      Unused: structure({ Color: "Shade" }),
      Shade: { type: "string", enum: ["dark"] },
    },
  });

  it("gives an operation what it alone takes or returns", () => {
    expect(find(planned, "GetParcelRequest").owner).toBe("GetParcel");
    expect(find(planned, "Receipt").owner).toBe("PutParcel");
    expect(planned.structures.map(({ typeName }) => typeName)).toEqual(["Stamp", "Parcel"]);
  });

  it("follows usage through members, lists and maps", () => {
    expect(find(planned, "GetParcelRequest").usage).toEqual({ input: true, output: false });
    expect(find(planned, "Stamp").usage).toEqual({ input: true, output: true });
  });

  it("drops what nothing reaches", () => {
    expect(find(planned, "Unused")).toBeUndefined();
    expect(planned.enums.map(({ typeName }) => typeName)).toEqual(["Color"]);
  });

  it("names the types of an operation, also of what it lacks", () => {
    const empty = plan({ operations: { Ping: {} } }).operations[0]!;
    expect(empty).toMatchObject({ inputTypeName: "PingRequest", outputTypeName: "PingResponse" });
    expect(planned.operations[0]).toMatchObject({
      inputTypeName: "GetParcelRequest",
      outputTypeName: "Parcel",
    });
  });
});

describe("names", () => {
  it("derives them from the model", () => {
    const { className, operations } = plan({
      operations: { ListACLs: {} },
      metadata: { serviceId: "parcel post" },
    });
    expect(className).toBe("ParcelPost");
    expect(operations[0]).toMatchObject({
      valueName: "ListACLs",
      methodName: "listACLs",
      fileName: "list-acls",
    });
  });

  it("solves clashes: client, then operation, then shape; never a global or a name of the core", () => {
    const { operations, structures, clashes } = plan({
      metadata: { serviceId: "Parcel" },
      operations: {
        Parcel: { input: { shape: "In" } },
        Track: { output: { shape: "Out" } },
        Send: {},
      },
      shapes: {
        In: structure({ A: "Track", B: "Date", C: "Operation" }),
        Out: structure({ A: "Track", B: "ParcelClient" }),
        Track: structure({}),
        Date: structure({}),
        Operation: structure({}),
        ParcelClient: structure({}),
      },
    });
    expect(operations.map(({ valueName }) => valueName)).toEqual(["ParcelOperation", "Track", "Send"]);
    expect(operations.map(({ methodName }) => methodName)).toEqual(["parcel", "track", "sendOperation"]);
    expect(structures.map(({ typeName }) => typeName).sort()).toEqual([
      "DateType",
      "OperationType",
      "ParcelClientType",
      "TrackType",
    ]);
    expect(clashes).toContainEqual({ wanted: "Date", given: "DateType" });
  });

  it("keeps tables, files and methods apart", () => {
    const { operations, structures } = plan({
      operations: { GetURL: { input: { shape: "In" } }, GetUrl: { input: { shape: "In" } } },
      shapes: { In: structure({ A: "Box", B: "BoxShape" }), Box: structure({}), BoxShape: structure({}) },
    });
    expect(operations.map(({ fileName }) => fileName)).toEqual(["get-url", "get-url-operation"]);
    const names = structures.flatMap(({ typeName, valueName }) => [typeName, valueName]);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe("cycles", () => {
  const planned = plan({
    operations: { Walk: { output: { shape: "Tree" } } },
    shapes: {
      Tree: structure({ Children: "Trees", ByName: "Forest", Leaf: "Leaf" }),
      Trees: { type: "list", member: { shape: "Tree" } },
      Forest: { type: "map", key: { shape: "String" }, value: { shape: "Trees" } },
      Leaf: structure({ Tree: "Tree" }),
    },
  });

  it("marks the references that lead back, through lists and maps, and orders the rest", () => {
    const children = refOf(planned, "Tree", "Children").shape;
    expect(children).toMatchObject({ kind: "list", element: { cyclic: true } });
    expect(refOf(planned, "Tree", "ByName").shape).toMatchObject({
      value: { shape: { element: { cyclic: true } } },
    });
    expect(refOf(planned, "Leaf", "Tree").cyclic).toBe(true);
    expect(refOf(planned, "Tree", "Leaf").cyclic).toBeUndefined();
    expect(planned.tables.map(({ shapeName }) => shapeName)).toEqual(["Leaf", "Tree"]);
  });

  it("refuses lists that hold themselves without a structure between", () => {
    const inline = {
      operations: { Walk: { output: { shape: "Out" } } },
      shapes: { Out: structure({ A: "Nested" }), Nested: { type: "list", member: { shape: "Nested" } } },
    };
    expect(() => plan(inline)).toThrow(/parcel\/service-2\.json: shapes\.Nested: .*only through a structure/);
  });
});

describe("shapes", () => {
  it("plans payloads, documents, unions and odd scalar types", () => {
    const planned = plan({
      operations: { Get: { output: { shape: "Out" } }, Put: { input: { shape: "In" } } },
      shapes: {
        Out: structure(
          { Body: "Blob", Length: { shape: "BigInteger", location: "header" } },
          { payload: "Body" },
        ),
        In: structure({ Any: "Any", Choice: "Choice", Letter: "Letter", Bytes: "Blob" }),
        Blob: { type: "blob", sensitive: true },
        BigInteger: { type: "bigInteger" },
        Letter: { type: "character" },
        Any: { type: "structure", document: true, members: {} },
        Choice: structure({ A: "String" }, { union: true }),
      },
    });
    expect(refOf(planned, "Out", "Body")).toEqual({
      shape: { kind: "scalar", scalar: "blob", streaming: true },
      traits: { payload: true, sensitive: true },
    });
    expect(refOf(planned, "Out", "Length").shape).toEqual({ kind: "scalar", scalar: "long", wide: true });
    expect(refOf(planned, "In", "Any").shape).toEqual({ kind: "scalar", scalar: "document" });
    expect(refOf(planned, "In", "Letter").shape).toEqual({ kind: "scalar", scalar: "string" });
    expect(refOf(planned, "In", "Bytes").shape).toEqual({ kind: "scalar", scalar: "blob" });
    expect(find(planned, "Choice").kind).toBe("union");
  });

  it("plans event streams, and the errors in them as tables", () => {
    const planned = plan({
      operations: { Watch: { output: { shape: "Out" } } },
      shapes: {
        Out: structure({ Events: "Events" }, { payload: "Events" }),
        Events: structure({ Moved: "Moved", Lost: "Lost" }, { eventstream: true }),
        Moved: structure(
          { To: { shape: "String", eventheader: true }, What: { shape: "String", eventpayload: true } },
          { event: true },
        ),
        Lost: structure({ Why: "String" }, { exception: true }),
      },
    });
    expect(planned.operations[0]!.events).toBe(true);
    expect(refOf(planned, "Out", "Events").traits).toEqual({ payload: true, eventstream: true });
    expect(find(planned, "Events")).toMatchObject({ kind: "union", eventstream: true });
    expect(refOf(planned, "Moved", "To").traits).toEqual({ eventheader: true });
    expect(planned.tables.map(({ shapeName }) => shapeName)).toEqual(["Moved", "Lost", "Events"]);
    expect(find(planned, "Lost")).toMatchObject({ kind: "error", referenced: true });
    expect(planned.structures.map(({ shapeName }) => shapeName)).toEqual(["Moved", "Events"]);
  });

  it("plans all errors, with code and retryability", () => {
    const planned = plan({
      operations: { Get: { errors: [{ shape: "Gone" }, { shape: "Busy" }] } },
      shapes: {
        Gone: structure({}, { exception: true, error: { code: "Parcel.Gone", httpStatusCode: 410 } }),
        Busy: structure({}, { exception: true, error: { code: "Busy" }, retryable: { throttling: true } }),
        Odd: structure({}, { exception: true, retryable: { throttling: false } }),
      },
    });
    expect(planned.errors.map(({ shapeName, code, retryable }) => [shapeName, code, retryable])).toEqual([
      ["Gone", "Parcel.Gone", undefined],
      ["Busy", undefined, "throttling"],
      ["Odd", undefined, true],
    ]);
    expect(planned.operations[0]!.errors).toEqual(planned.errors.slice(0, 2));
  });

  it("names the shape that is missing, and where", () => {
    const inline = {
      operations: { Get: { input: { shape: "In" } } },
      shapes: { In: structure({ A: "Nothing" }) },
    };
    expect(() => plan(inline)).toThrow(
      'parcel/service-2.json: shapes.In.members.A.shape: no shape "Nothing"',
    );
  });
});
