import { describe, expect, it } from "vitest";
import type { OperationJson } from "../model.ts";
import { inlineModel, structure, type InlineModel } from "./inline-model.ts";
import type { OperationPlan } from "./plan.ts";
import { planService } from "./plan-service.ts";

function operation(json: Partial<OperationJson>, rest: InlineModel = {}): OperationPlan {
  return planService(inlineModel({ ...rest, operations: { Get: json } })).operations[0]!;
}

describe("protocol", () => {
  const protocolOf = (protocol: string, protocols?: string[]): string =>
    planService(inlineModel({ metadata: { protocol, ...(protocols && { protocols }) } })).protocol;

  it("is the first of botocore's order that the service speaks", () => {
    expect(protocolOf("smithy-rpc-v2-cbor", ["smithy-rpc-v2-cbor", "json", "query"])).toBe("json");
    expect(protocolOf("query")).toBe("query");
    expect(() => protocolOf("soap", ["soap"])).toThrow(
      'metadata.protocols: no supported protocol among "soap"',
    );
  });
});

describe("auth", () => {
  it.each([
    [{ auth: ["aws.auth#sigv4"] }, undefined],
    [{ auth: ["aws.auth#sigv4a", "aws.auth#sigv4"] }, ["sigv4a", "sigv4"]],
    [{ auth: ["aws.auth#sigv4", "smithy.api#httpBearerAuth"] }, ["sigv4", "bearer"]],
    [{ signatureVersion: "s3v4" }, undefined],
    [{ signatureVersion: "bearer" }, ["bearer"]],
    [{ signatureVersion: "v2" }, ["v2"]],
  ])("of a service: %o", (metadata, auth) => {
    expect(planService(inlineModel({ metadata })).auth).toEqual(auth);
  });

  it.each([
    [{}, { auth: undefined, unsignedPayload: undefined }],
    [{ auth: ["smithy.api#noAuth"], authtype: "none" }, { auth: ["none"] }],
    [{ authtype: "none" }, { auth: ["none"] }],
    [{ authtype: "v4-unsigned-body" }, { auth: undefined, unsignedPayload: true }],
    [
      { auth: ["aws.auth#sigv4"], unsignedPayload: true },
      { auth: undefined, unsignedPayload: true },
    ],
  ])("of an operation: %o", (json, planned) => {
    expect(operation(json)).toMatchObject(planned);
  });
});

describe("wire", () => {
  it("leaves out POST /", () => {
    expect(operation({}).http).toBeUndefined();
    expect(operation({ http: { method: "GET", requestUri: "/parcels/{Id}" } }).http).toBe(
      "GET /parcels/{Id}",
    );
  });

  it("names the root element after the shape, else the reference", () => {
    const shapes = { In: structure({}, { locationName: "FromShape", xmlNamespace: "http://s" }) };
    expect(operation({ input: { shape: "In" } }, { shapes })).toMatchObject({
      locationName: "FromShape",
      xmlNamespace: { uri: "http://s" },
    });
    expect(operation({ input: { shape: "In", locationName: "Root" } }, { shapes }).locationName).toBe(
      "FromShape",
    );
    const plain = { In: structure({}) };
    expect(operation({ input: { shape: "In", locationName: "Root" } }, { shapes: plain }).locationName).toBe(
      "Root",
    );
  });

  it.each([
    ["GetResult", undefined],
    ["Answer", "Answer"],
    [undefined, false],
  ])("plans the result wrapper %s", (resultWrapper, planned) => {
    const rest: InlineModel = { metadata: { protocol: "query" }, shapes: { Out: structure({}) } };
    const output = { shape: "Out", ...(resultWrapper && { resultWrapper }) };
    expect(operation({ output }, rest).resultWrapper).toBe(planned);
    expect(operation({}, rest).resultWrapper).toBeUndefined();
    expect(operation({ output }, { ...rest, metadata: {} }).resultWrapper).toBeUndefined();
  });

  it("plans checksums, compression and endpoint discovery", () => {
    expect(operation({ httpChecksumRequired: true }).checksum).toEqual({ requestRequired: true });
    const httpChecksum = { requestAlgorithmMember: "Algorithm", responseAlgorithms: ["CRC32"] };
    expect(operation({ httpChecksum }).checksum).toEqual(httpChecksum);
    expect(operation({ requestcompression: { encodings: ["gzip"] } }).compression).toEqual(["gzip"]);
    expect(operation({ endpointdiscovery: {} }).endpointDiscovery).toBe("optional");
    expect(operation({ endpointdiscovery: { required: true } }).endpointDiscovery).toBe("required");
  });
});

describe("endpoint parameters", () => {
  it("come from static values, members and paths, in this order", () => {
    const planned = operation(
      {
        input: { shape: "In" },
        operationContextParams: { Ids: { path: "keys(Boxes)" }, Owner: { path: "Box.Owner" } },
        staticContextParams: { Control: { value: true } },
      },
      { shapes: { In: structure({ Bucket: { shape: "String", contextParam: { name: "Bucket" } } }) } },
    );
    expect(planned.endpointParameters).toEqual([
      { name: "Control", value: true },
      { name: "Bucket", member: "Bucket" },
      { name: "Ids", path: expect.objectContaining({ source: "keys(Boxes)" }) },
      { name: "Owner", path: { names: "Box.Owner" } },
    ]);
  });

  it("of the client have camelCase keys", () => {
    const model = inlineModel({ clientContextParams: { ForcePathStyle: { type: "boolean" } } });
    expect(planService(model).clientContextParameters).toMatchObject([
      { key: "forcePathStyle", parameter: "ForcePathStyle", type: "boolean" },
    ]);
  });
});

describe("paginators and waiters", () => {
  const shapes = {
    In: structure({ Token: "String" }),
    Out: structure({ Next: "String", Page: "Page" }),
    Page: structure({ Items: "Items" }),
    Items: { type: "list", member: { shape: "Item" } },
    Item: structure({ Key: "String" }),
  };
  const json = { input: { shape: "In" }, output: { shape: "Out" } };

  it("plans tokens, keys and items", () => {
    const paginator = {
      input_token: "Token",
      output_token: "Next || Page.Items[-1].Key",
      result_key: "Page.Items",
    };
    const { paginator: planned } = operation(json, { shapes, paginators: { Get: paginator } });
    expect(planned).toMatchObject({ inputToken: ["Token"], resultKey: [{ names: "Page.Items" }] });
    expect(planned!.outputToken[0]).toHaveProperty("expression.type", "or");
    expect(planned!.item).toMatchObject({ kind: "named", target: { typeName: "Item" } });
  });

  it("plans waiters", () => {
    const waiters = {
      ParcelArrived: {
        operation: "Get",
        delay: 5,
        maxAttempts: 20,
        acceptors: [
          { state: "success", matcher: "pathAll", expected: "x", argument: "Page.Items[].Key" },
          { state: "retry", matcher: "error", expected: "NotFound" },
          { state: "failure", matcher: "status", expected: 500 },
        ],
      },
    };
    const [waiter] = planService(inlineModel({ shapes, operations: { Get: json }, waiters })).waiters;
    expect(waiter).toMatchObject({ valueName: "ParcelArrived", operation: { name: "Get" }, delay: 5 });
    expect(waiter!.acceptors).toMatchObject([
      { state: "success", matcher: "pathAll", expected: "x", path: { source: "Page.Items[].Key" } },
      { state: "retry", error: "NotFound" },
      { state: "failure", status: 500 },
    ]);
  });

  it("names the place of a broken expression", () => {
    const paginator = { input_token: "Token", output_token: "Next ||", result_key: "Page" };
    expect(() => operation(json, { shapes, paginators: { Get: paginator } })).toThrow(
      /pagination\.Get\.output_token: /,
    );
  });
});

describe("adjustments", () => {
  it.each([
    ["/{Bucket}", "GET /"],
    ["/{Bucket}?acl", "GET /?acl"],
    ["/{Bucket}/{Key+}?tagging", "GET /{Key+}?tagging"],
    ["/{BucketName}", "GET /{BucketName}"],
  ])("takes the bucket out of S3's path %s", (requestUri, http) => {
    const json = { http: { method: "GET", requestUri } };
    expect(operation(json, { name: "s3" }).http).toBe(http);
    expect(operation(json).http).toBe(`GET ${requestUri}`);
  });

  it("drops the host prefix that s3control's ruleset adds", () => {
    const json = {
      endpoint: { hostPrefix: "{AccountId}." },
      staticContextParams: { RequiresAccountId: { value: true } },
    };
    expect(operation(json, { name: "s3control" }).hostPrefix).toBeUndefined();
    expect(operation(json).hostPrefix).toBe("{AccountId}.");
  });

  it("does not change the model", () => {
    const model = inlineModel({
      name: "s3",
      operations: { Get: { http: { method: "GET", requestUri: "/{Bucket}" } } },
    });
    const before = structuredClone(model);
    planService(model);
    expect(model).toEqual(before);
  });
});
