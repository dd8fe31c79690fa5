import { describe, expect, it } from "vitest";
import { ParseError } from "../../errors/errors.ts";
import type { AnyOperation, ErrorType } from "../../shape/operation.ts";
import type { ServiceInfo } from "../../shape/service-info.ts";
import { awsQuery } from "./aws-query.ts";

const service: ServiceInfo = {
  id: "Parcels",
  apiVersion: "2020-01-08",
  endpointPrefix: "p",
  signingName: "p",
};
const NoParcel = { shapeName: "NoParcelException", code: "NoParcel", shape: { structure: { Id: "string" } } };
const operation: AnyOperation = {
  name: "GetParcel",
  input: { structure: { Id: "string", Tags: { list: "string" } } },
  output: { structure: { Weight: "integer", Tags: { list: "string" } } },
  errors: [NoParcel as unknown as ErrorType],
};
const response = (text: string, status = 200): { status: number; headers: {}; body: Uint8Array } => ({
  status,
  headers: {},
  body: new TextEncoder().encode(text),
});
const parse = (text: string, of = operation) => awsQuery.parse(service, of, response(text));
const parseError = (text: string, status = 400) =>
  awsQuery.parseError(service, operation, response(text, status));

describe("requests", () => {
  it("are forms that begin with action and version", () => {
    expect(awsQuery.serialize(service, operation, { Id: "a b", Tags: ["x"] })).toEqual({
      method: "POST",
      path: "/",
      query: "",
      headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
      body: "Action=GetParcel&Version=2020-01-08&Id=a+b&Tags.member.1=x",
    });
  });

  it("need no input", () => {
    const { body } = awsQuery.serialize(service, { name: "Ping" }, {});
    expect(body).toBe("Action=Ping&Version=2020-01-08");
  });
});

describe("responses", () => {
  const metadata = "<ResponseMetadata><RequestId>id</RequestId></ResponseMetadata>";
  const text = (wrapper: string) => `<R><${wrapper}><Weight>3</Weight></${wrapper}>${metadata}</R>`;

  it("hold the output in the result element", () => {
    expect(parse(text("GetParcelResult"))).toEqual({ output: { Weight: 3 }, requestId: "id" });
    expect(parse(text("Own"), { ...operation, resultWrapper: "Own" }).output).toEqual({ Weight: 3 });
  });

  it("hold the output in the root where there is no result element", () => {
    const bare = { ...operation, resultWrapper: false } as const;
    expect(parse(`<R><Weight>3</Weight>${metadata}</R>`, bare)).toEqual({
      output: { Weight: 3 },
      requestId: "id",
    });
  });

  it("without an output give the request id, and may be empty", () => {
    expect(parse(`<R>${metadata}</R>`, { name: "Ping" })).toEqual({ output: {}, requestId: "id" });
    expect(parse("", { name: "Ping" })).toEqual({ output: {} });
    expect(parse("", { name: "Ping", output: { structure: {} } })).toEqual({ output: {} });
  });

  it.each(["", "<R/>", "<R><GetParcelResult>", "not XML", text("OtherResult")])(
    "are refused without a result: %j",
    (body) => {
      expect(() => parse(body)).toThrow(ParseError);
    },
  );
});

describe("errors", () => {
  const document = (code: string) =>
    `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message><Id>7</Id></Error><RequestId>id</RequestId></ErrorResponse>`;

  it("that are modelled have their type and members", () => {
    expect(parseError(document("NoParcel"))).toMatchObject({
      code: "NoParcel",
      serviceMessage: "no",
      requestId: "id",
      type: NoParcel,
      members: { Id: "7" },
    });
  });

  it("that are not modelled keep all that they say", () => {
    const error = parseError(document("Throttling"));
    expect(error).toMatchObject({ code: "Throttling", serviceMessage: "no", requestId: "id" });
    expect(error.type).toBeUndefined();
    expect(error.members).toEqual({ Type: "Sender", Id: "7" });
  });

  it.each([
    ["", undefined],
    ["<html><body>Service Unavailable</body></html>", undefined],
    ["<ErrorResponse><Error>", undefined],
    ["upstream connect error", "upstream connect error"],
  ])("that are no error document have the status as code: %j", (body, serviceMessage) => {
    const error = parseError(body, 503);
    expect(error.code).toBe("503");
    expect(error.serviceMessage).toBe(serviceMessage);
    expect(error.members).toBeUndefined();
  });

  it("are not lost to members that cannot be read", () => {
    const broken = { ...NoParcel, shape: { structure: { Id: "timestamp" } } } as unknown as ErrorType;
    const error = awsQuery.parseError(
      service,
      { ...operation, errors: [broken] },
      response(document("NoParcel"), 400),
    );
    expect(error).toMatchObject({ code: "NoParcel", serviceMessage: "no", type: broken });
  });
});
