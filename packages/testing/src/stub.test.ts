import {
  Client,
  isServiceError,
  type ClientConfig,
  type Operation,
  type Service,
  type StreamingBody,
} from "@inia/core";
import { awsJson, awsQuery, createStreamingBody, ec2Query, restJson, restXml, rpcV2Cbor, ServiceError, standardEndpoint, xmlWriter, type Ref } from "@inia/core/service"; // prettier-ignore
import { describe, expect, it } from "vitest";
import { stub } from "./index.ts";

class ParcelNotFound extends ServiceError {
  static override readonly shapeName: string = "ParcelNotFound";
  static override readonly service: string = "Parcel";
  static override readonly shape: Ref = { structure: { ParcelId: "string" } };
  declare readonly ParcelId?: string;
}

interface Parcel {
  Id: string;
  Weight?: number;
  Sent?: Date;
  Label?: Uint8Array;
  Tags?: Record<string, string>;
  Stops?: { Place: string }[];
}

const members: Ref = {
  structure: {
    Id: "string",
    Weight: "double",
    Sent: { shape: "timestamp", timestampFormat: "iso8601" },
    Label: "blob",
    Tags: { map: "string" },
    Stops: { list: { structure: { Place: "string" } } },
  },
  required: ["Id"],
};

const GetParcel: Operation<"Parcel", { Id?: string }, Parcel, ParcelNotFound> = {
  name: "GetParcel",
  input: { structure: { Id: "string" } },
  output: members,
  errors: [ParcelNotFound],
  locationName: "GetParcelRequest",
  documentWriter: xmlWriter,
};

const GetScan: Operation<"Parcel", { Id?: string }, { Body: StreamingBody; Type?: string }> = {
  name: "GetScan",
  http: "GET /scan",
  input: { structure: { Id: { shape: "string", querystring: "id" } } },
  output: {
    structure: { Body: { shape: "blob", payload: true }, Type: { shape: "string", header: "x-type" } },
  },
  streamOutput: createStreamingBody,
};

const protocols = { awsJson, awsQuery, ec2Query, restJson, restXml, rpcV2Cbor };

function clientOf(name: keyof typeof protocols): new (config?: ClientConfig) => Client<"Parcel"> {
  const service: Service<"Parcel"> = {
    id: "Parcel",
    apiVersion: "2024-05-01",
    endpointPrefix: "parcel",
    signingName: "parcel",
    targetPrefix: "Parcel",
    protocol: protocols[name],
    endpoint: standardEndpoint("parcel"),
  };
  return class extends Client<"Parcel"> {
    constructor(config: ClientConfig = {}) {
      super(service, config);
    }
  };
}

const parcel: Parcel = {
  Id: "a<b>&c",
  Weight: 2.5,
  Sent: new Date("2026-01-02T03:04:05Z"),
  Label: Uint8Array.of(0, 1, 255),
  Tags: { colour: "red" },
  Stops: [{ Place: "Belém" }, { Place: "Manaus" }],
};

describe.each(Object.keys(protocols) as (keyof typeof protocols)[])("stub over %s", (name) => {
  it("replies through the real parser", async () => {
    const { client, on, calls } = stub(clientOf(name));
    on(GetParcel).reply(parcel);
    expect(await client.send(GetParcel, { Id: "1" })).toEqual(parcel);
    expect(calls).toMatchObject([{ operation: "GetParcel", input: { Id: "1" }, attempt: 1 }]);
    expect(calls[0]!.request.headers["authorization"]).toContain("Credential=stub/");
  });

  it("fails with a modelled error as its class", async () => {
    const { client, on } = stub(clientOf(name));
    on(GetParcel).fail("ParcelNotFound", { status: 404, message: "gone & lost", members: { ParcelId: "9" } });
    const error = await client.send(GetParcel, { Id: "9" }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ParcelNotFound);
    expect(error).toMatchObject({ ParcelId: "9", statusCode: 404, serviceMessage: "gone & lost" });
  });

  it("retries what is transient without waiting, in the order of the rules", async () => {
    const { client, on, calls } = stub(clientOf(name));
    on(GetParcel).fail("SlowDown", { status: 503 }).once();
    on(GetParcel, { Id: "2" }).reply({ Id: "second" });
    on(GetParcel).reply((input) => ({ Id: `${input.Id}!` }));
    expect(await client.send(GetParcel, { Id: "1" })).toEqual({ Id: "1!" });
    expect(await client.send(GetParcel, { Id: "2" })).toEqual({ Id: "second" });
    expect(calls.map((call) => call.attempt)).toEqual([1, 2, 1]);
  });
});

describe("stub", () => {
  it("streams bodies", async () => {
    const { client, on } = stub(clientOf("restJson"));
    on(GetScan).reply({ Body: "hi", Type: "text" });
    const { Body, Type } = await client.send(GetScan, { Id: "1" });
    expect([await Body.text(), Type]).toEqual(["hi", "text"]);
  });

  it("refuses replies that the model does not allow", async () => {
    const { client, on } = stub(clientOf("awsJson"));
    on(GetParcel).reply({ Weight: "heavy" } as never);
    await expect(client.send(GetParcel, {})).rejects.toThrow(/GetParcel\.(Id|Weight)/);
  });

  it("says what a call without a rule would need", async () => {
    const { client, on } = stub(clientOf("awsJson"));
    on(GetParcel).fail("Throttling").times(0);
    const error = await client.send(GetParcel, { Id: "1" }).catch((e: unknown) => e);
    expect((error as Error).message).toMatch(/no reply for GetParcel with members Id: its 1 rule/);
    expect(isServiceError(error)).toBe(false);
  });
});
