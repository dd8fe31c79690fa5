import { describe, expect, it } from "vitest";
import { ParseError } from "../../errors/errors.ts";
import type { AnyOperation } from "../../shape/operation.ts";
import type { ServiceInfo } from "../../shape/service-info.ts";
import { eventStreams } from "../event-streams/event-streams.ts";
import { rpcV2Cbor } from "./rpc-v2-cbor.ts";

const service: ServiceInfo = {
  id: "S",
  apiVersion: "1",
  endpointPrefix: "s",
  signingName: "s",
  targetPrefix: "Svc",
};

const operation: AnyOperation = {
  name: "Put",
  input: { structure: { Name: "string" } },
  output: { structure: { Id: "long" } },
};

describe("rpc-v2-cbor", () => {
  it("names the operation in the path", () => {
    expect(rpcV2Cbor.serialize(service, operation, {})).toEqual({
      method: "POST",
      path: "/service/Svc/operation/Put",
      query: "",
      headers: {
        "smithy-protocol": "rpc-v2-cbor",
        accept: "application/cbor",
        "content-type": "application/cbor",
      },
      body: Uint8Array.of(0xa0),
    });
  });

  it("sends nothing without input", () => {
    const draft = rpcV2Cbor.serialize({ ...service, queryCompatible: true }, { name: "List" }, {});
    expect(draft.body).toBeUndefined();
    expect(draft.headers).toEqual({
      "smithy-protocol": "rpc-v2-cbor",
      accept: "application/cbor",
      "x-amzn-query-mode": "true",
    });
  });

  it("asks for events where the output streams them", () => {
    const output = { structure: { E: { shape: { union: {} }, eventstream: true } } } as const;
    const { headers } = rpcV2Cbor.serialize(service, { ...operation, output, events: eventStreams }, {});
    expect(headers["accept"]).toBe("application/vnd.amazon.eventstream");
  });

  it("reads the output", () => {
    const parse = (...bytes: number[]) =>
      rpcV2Cbor.parse(service, operation, { status: 200, headers: {}, body: Uint8Array.from(bytes) }).output;
    expect(parse(0xa1, 0x62, 0x49, 0x64, 0x05)).toEqual({ Id: 5 });
    expect(parse()).toEqual({});
    expect(() => parse(0xff)).toThrow(ParseError);
  });
});
