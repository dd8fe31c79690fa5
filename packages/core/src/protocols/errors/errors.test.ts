import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ServiceError } from "../../errors/service-error.ts";
import type { AnyOperation } from "../../shape/operation.ts";
import type { ServiceInfo } from "../../shape/service-info.ts";
import { awsJson } from "../aws-json/aws-json.ts";
import type { ParsedError, Protocol } from "../protocol.ts";
import { restJson } from "../rest-json/rest-json.ts";
import { rpcV2Cbor } from "../rpc-v2-cbor/rpc-v2-cbor.ts";

class NotFound extends ServiceError {
  static override readonly shapeName: string = "NotFound";
  static override readonly shape = { structure: { Resource: "string", retryAfter: "integer" } } as const;
}

class Legacy extends ServiceError {
  static override readonly shapeName: string = "LegacyFault";
  static override readonly code = "Legacy.Fault";
}

class Located extends ServiceError {
  static override readonly shapeName: string = "Located";
  static override readonly shape = {
    structure: {
      wait: { shape: "integer", header: "Retry-After" },
      status: { shape: "integer", statusCode: true },
      detail: "string",
    },
  } as const;
}

const operation: AnyOperation = { name: "Op", errors: [NotFound, Legacy, Located] };
const service: ServiceInfo = { id: "S", apiVersion: "1", endpointPrefix: "s", signingName: "s" };

function parse(
  protocol: Protocol,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
  status = 400,
): ParsedError {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  return protocol.parseError(service, operation, { status, headers, body: bytes });
}

describe.each<[string, Protocol]>([
  ["aws-json", awsJson],
  ["rest-json", restJson],
])("errors of %s", (_, protocol) => {
  it.each([
    "NotFound",
    "aws.example#NotFound",
    "NotFound:http://internal.example.com/",
    "aws.example#NotFound:http://internal.example.com/",
  ])("have the bare code of %s", (code) => {
    expect(parse(protocol, JSON.stringify({ __type: code }))).toMatchObject({
      code: "NotFound",
      type: NotFound,
    });
    expect(parse(protocol, "{}", { "x-amzn-errortype": code })).toMatchObject({
      code: "NotFound",
      type: NotFound,
    });
    expect(parse(protocol, JSON.stringify({ code }))).toMatchObject({ code: "NotFound", type: NotFound });
  });

  it("have the modelled members and either spelling of the message", () => {
    const body = '{"__type":"NotFound","Message":"gone","Resource":"r","other":1}';
    expect(parse(protocol, body)).toEqual({
      code: "NotFound",
      serviceMessage: "gone",
      type: NotFound,
      members: { Resource: "r" },
    });
  });

  it("are found by code and by shape", () => {
    expect(parse(protocol, '{"__type":"Legacy.Fault"}').type).toBe(Legacy);
    expect(parse(protocol, '{"__type":"LegacyFault"}').type).toBe(Legacy);
    expect(parse(protocol, '{"__type":"Other"}').type).toBeUndefined();
  });

  it("take the old code of a service that once spoke query", () => {
    const headers = { "x-amzn-query-error": "Legacy.Fault;Sender" };
    expect(parse(protocol, '{"__type":"NotFound"}', headers)).toMatchObject({
      code: "Legacy.Fault",
      type: Legacy,
    });
    const unknown = { "x-amzn-query-error": "Old.Code;Sender" };
    expect(parse(protocol, '{"__type":"NotFound"}', unknown)).toMatchObject({
      code: "Old.Code",
      type: NotFound,
    });
    expect(parse(protocol, '{"__type":"NotFound"}', { "x-amzn-query-error": "Broken" }).code).toBe(
      "NotFound",
    );
    expect(parse(protocol, '{"__type":"NotFound"}', { "x-amzn-query-error": ";Sender" }).code).toBe(
      "NotFound",
    );
  });

  it.each([
    ["", undefined],
    ["<html><body>Bad gateway</body></html>", undefined],
    ['{"message":"cut o', '{"message":"cut o'],
    ["upstream request timeout", "upstream request timeout"],
    ["[]", undefined],
    ["null", undefined],
  ])("have the status for a code when the body is %j", (body, serviceMessage) => {
    expect(parse(protocol, body, {}, 502)).toMatchObject({ code: "502", serviceMessage });
  });

  it("have the header's code when there is no body", () => {
    expect(parse(protocol, "", { "x-amzn-errortype": "NotFound" }, 500)).toMatchObject({
      code: "NotFound",
      members: {},
    });
  });

  it("survive members that do not fit", () => {
    expect(parse(protocol, '{"__type":"NotFound","retryAfter":"soon"}')).toMatchObject({
      code: "NotFound",
      members: undefined,
    });
  });

  it("are never lost to a code that is no text", () => {
    const hostile = { toString: false };
    expect(parse(protocol, JSON.stringify({ __type: hostile, code: hostile })).code).not.toBe("");
  });

  it("are never lost to a body", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.uint8Array(),
          fc.jsonValue().map((code) => JSON.stringify({ __type: code, code })),
        ),
        (body) => {
          expect(parse(protocol, body).code).not.toBe("");
        },
      ),
    );
  });
});

describe("the order of codes", () => {
  const body = '{"__type":"InType","code":"InCode"}';
  const headers = { "x-amzn-errortype": "InHeader" };

  it("is document, header, code in aws-json", () => {
    expect(parse(awsJson, body, headers).code).toBe("InType");
    expect(parse(awsJson, '{"code":"InCode"}', headers).code).toBe("InHeader");
  });

  it("is header, code, document in rest-json", () => {
    expect(parse(restJson, body, headers).code).toBe("InHeader");
    expect(parse(restJson, body).code).toBe("InCode");
  });
});

it("rest-json reads members of errors from headers and status", () => {
  const parsed = parse(restJson, '{"code":"Located","detail":"d"}', { "retry-after": "7" }, 429);
  expect(parsed.members).toEqual({ wait: 7, status: 429, detail: "d" });
});

describe("errors of rpc-v2-cbor", () => {
  const map = (...pairs: [string, string][]): Uint8Array => {
    const text = (value: string): number[] => [0x60 + value.length, ...new TextEncoder().encode(value)];
    return Uint8Array.from([
      0xa0 + pairs.length,
      ...pairs.flatMap(([key, value]) => [...text(key), ...text(value)]),
    ]);
  };

  it("are CBOR", () => {
    expect(parse(rpcV2Cbor, map(["__type", "a#NotFound"], ["message", "gone"], ["Resource", "r"]))).toEqual({
      code: "NotFound",
      serviceMessage: "gone",
      type: NotFound,
      members: { Resource: "r" },
    });
  });

  it.each(["", "<html>", "\xff\xff"])("have the status for a code when the body is %j", (body) => {
    expect(parse(rpcV2Cbor, body, {}, 503)).toEqual({ code: "503" });
  });
});
