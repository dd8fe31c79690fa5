import { describe, expect, it } from "vitest";
import type { AnyOperation } from "../../shape/operation.ts";
import type { ServiceInfo } from "../../shape/service-info.ts";
import { ec2Query } from "./ec2-query.ts";

const service: ServiceInfo = {
  id: "Parcels",
  apiVersion: "2016-11-15",
  endpointPrefix: "p",
  signingName: "p",
};
const operation: AnyOperation = {
  name: "DescribeVans",
  input: { structure: { VanIds: { shape: { list: "string" }, locationName: "VanId" }, DryRun: "boolean" } },
  output: {
    structure: { Vans: { shape: { list: { structure: { VanId: "string" } } }, locationName: "vanSet" } },
  },
};
const response = (text: string, status = 200): { status: number; headers: {}; body: Uint8Array } => ({
  status,
  headers: {},
  body: new TextEncoder().encode(text),
});
const parse = (text: string, of = operation) => ec2Query.parse(service, of, response(text));

describe("the ec2 protocol", () => {
  it("numbers lists without a name in between", () => {
    const { body } = ec2Query.serialize(service, operation, { VanIds: ["a", "b"], DryRun: true });
    expect(body).toBe("Action=DescribeVans&Version=2016-11-15&VanId.1=a&VanId.2=b&DryRun=true");
  });

  it("reads output and request id from the root", () => {
    const text = "<R><requestId>id</requestId><vanSet><item><vanId>v</vanId></item></vanSet></R>";
    expect(parse(text)).toEqual({ output: { Vans: [{ VanId: "v" }] }, requestId: "id" });
  });

  it("leaves the request id to an output that has a member of its name", () => {
    const own: AnyOperation = { name: "X", output: { structure: { RequestId: "string" } } };
    expect(parse("<R><requestId>id</requestId></R>", own).output).toEqual({ RequestId: "id" });
  });

  it("reads responses without output", () => {
    expect(parse("<R><requestId>id</requestId><return>true</return></R>", { name: "X" })).toEqual({
      output: {},
      requestId: "id",
    });
    expect(parse("", { name: "X" })).toEqual({ output: {} });
  });

  it("reads errors", () => {
    const text =
      "<Response><Errors><Error><Code>NoVan</Code><Message>m</Message></Error></Errors><RequestID>id</RequestID></Response>";
    const error = ec2Query.parseError(service, operation, response(text, 400));
    expect(error).toMatchObject({ code: "NoVan", serviceMessage: "m", requestId: "id" });
  });
});
