import { describe, expect, it } from "vitest";
import { ParseError } from "../../errors/errors.ts";
import type { AnyOperation } from "../../shape/operation.ts";
import type { ServiceInfo } from "../../shape/service-info.ts";
import { awsJson } from "./aws-json.ts";

const service: ServiceInfo = {
  id: "S",
  apiVersion: "1",
  endpointPrefix: "s",
  signingName: "s",
  targetPrefix: "S_2020",
  jsonVersion: "1.1",
};

const operation: AnyOperation = {
  name: "Put",
  input: { structure: { Name: "string" } },
  output: { structure: { Id: "long" } },
};

describe("aws-json", () => {
  it("names the operation in a header", () => {
    expect(awsJson.serialize(service, operation, { Name: "n" })).toEqual({
      method: "POST",
      path: "/",
      query: "",
      headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": "S_2020.Put" },
      body: '{"Name":"n"}',
    });
  });

  it("sends an empty document without input, 1.0 without a version, and says that it knows the old codes", () => {
    const { jsonVersion: _, ...rest } = service;
    const draft = awsJson.serialize({ ...rest, queryCompatible: true }, { name: "List" }, {});
    expect(draft.body).toBe("{}");
    expect(draft.headers).toMatchObject({
      "content-type": "application/x-amz-json-1.0",
      "x-amzn-query-mode": "true",
    });
  });

  it("reads the output", () => {
    const parse = (text: string, op = operation) =>
      awsJson.parse(service, op, { status: 200, headers: {}, body: new TextEncoder().encode(text) }).output;
    expect(parse('{"Id":5}')).toEqual({ Id: 5 });
    expect(parse("")).toEqual({});
    expect(parse("ignored", { name: "Delete" })).toEqual({});
    expect(() => parse("ignored")).toThrow(ParseError);
  });
});
