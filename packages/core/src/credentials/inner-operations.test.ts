import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { FormWriter } from "../codecs/query/form-writer.ts";
import { ParseError } from "../errors/errors.ts";
import { awsQuery } from "../protocols/aws-query/aws-query.ts";
import type { ParsedError, ParsedOutput, RequestDraft } from "../protocols/protocol.ts";
import { restJson } from "../protocols/rest-json/rest-json.ts";
import type { AnyOperation } from "../shape/operation.ts";
import type { InnerService } from "./inner-call.ts";
import { innerService } from "./inner-operations.ts";

const encode = (text: string) => new TextEncoder().encode(text);

function serialize(name: InnerService, operation: string, input: Record<string, unknown>): RequestDraft {
  const service = innerService(name);
  return service.protocol.serialize(service, { name: operation }, input);
}

function parse(name: InnerService, operation: string, body: string): ParsedOutput {
  const service = innerService(name);
  const response = { status: 200, headers: {}, body: encode(body) };
  return service.protocol.parse(service, { name: operation }, response);
}

function parseError(name: InnerService, body: string, headers: Record<string, string> = {}): ParsedError {
  const service = innerService(name);
  return service.protocol.parseError(service, { name: "Op" }, { status: 403, headers, body: encode(body) });
}

describe("where inner services are", () => {
  test.each<[InnerService, string, string]>([
    ["sts", "us-east-1", "https://sts.us-east-1.amazonaws.com"],
    ["sts", "cn-north-1", "https://sts.cn-north-1.amazonaws.com.cn"],
    ["sso", "eu-west-1", "https://portal.sso.eu-west-1.amazonaws.com"],
    ["sso-oidc", "eu-west-1", "https://oidc.eu-west-1.amazonaws.com"],
    ["signin", "us-east-1", "https://us-east-1.signin.aws.amazon.com"],
    ["signin", "cn-north-1", "https://cn-north-1.signin.amazonaws.cn"],
    ["signin", "us-gov-west-1", "https://us-gov-west-1.signin.amazonaws-us-gov.com"],
    ["signin", "us-iso-east-1", "https://us-iso-east-1.signin.c2shome.ic.gov"],
    ["signin", "us-isob-east-1", "https://us-isob-east-1.signin.sc2shome.sgov.gov"],
    ["signin", "us-isof-south-1", "https://us-isof-south-1.signin.csphome.hci.ic.gov"],
    ["signin", "eu-isoe-west-1", "https://eu-isoe-west-1.signin.csphome.adc-e.uk"],
    ["signin", "eusc-de-east-1", "https://eusc-de-east-1.signin.amazonaws-eusc.eu"],
  ])("%s in %s", (name, Region, url) => {
    expect(innerService(name).endpoint({ Region })).toEqual({ url });
    const own = { Region, Endpoint: "http://localhost:4566" };
    expect(innerService(name).endpoint(own)).toEqual({ url: own.Endpoint });
  });
});

describe("requests", () => {
  it("of STS are those of the query protocol", () => {
    const list = { list: { structure: { Key: "string", Value: "string" } } } as const;
    const shape = { structure: { RoleArn: "string", DurationSeconds: "integer", Tags: list, Keys: { list: "string" } } } as const; // prettier-ignore
    const texts = fc.string({ unit: "binary" });
    const input = fc.record({
      RoleArn: texts,
      DurationSeconds: fc.integer({ min: 900 }),
      Tags: fc.array(fc.record({ Key: texts, Value: texts }), { minLength: 1 }),
      Keys: fc.array(texts, { minLength: 1 }),
    });
    fc.assert(
      fc.property(input, (members) => {
        const { body, ...draft } = serialize("sts", "AssumeRole", members);
        const operation: AnyOperation = { name: "AssumeRole", input: shape };
        const { body: expected, ...head } = awsQuery.serialize(innerService("sts"), operation, members);
        expect(draft).toEqual(head);
        expect([...new URLSearchParams(body as string)]).toEqual([
          ...new URLSearchParams(expected as string),
        ]);
      }),
    );
    expect(new FormWriter(false).write(shape, { Keys: ["a b"] })).toBe("&Keys.member.1=a+b");
    expect(serialize("sts", "Op", { Keys: ["a b"] }).body).toBe(
      "Action=Op&Version=2011-06-15&Keys.member.1=a+b",
    );
  });

  it("of SSO have their input in query and header", () => {
    const input = { accountId: "1", roleName: "a+b&c", accessToken: "secret" };
    expect(serialize("sso", "GetRoleCredentials", input)).toEqual({
      method: "GET",
      path: "/federation/credentials",
      query: "role_name=a%2Bb%26c&account_id=1",
      headers: { "x-amz-sso_bearer_token": "secret" },
    });
  });

  test.each<[InnerService, string, string, Record<string, unknown>]>([
    ["sso-oidc", "CreateToken", "/token", { clientId: "c" }],
    ["signin", "CreateOAuth2Token", "/v1/token", { tokenInput: { clientId: "c" } }],
  ])("of %s are JSON", (name, operation, path, input) => {
    expect(serialize(name, operation, input)).toEqual({
      method: "POST",
      path,
      query: "",
      headers: { "content-type": "application/json" },
      body: '{"clientId":"c"}',
    });
  });
});

describe("answers", () => {
  it("of STS are the result, with the request id beside it", () => {
    const keys = "<Credentials><AccessKeyId>a</AccessKeyId></Credentials>";
    const body = `<R><AssumeRoleResult>${keys}</AssumeRoleResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></R>`;
    expect(parse("sts", "AssumeRole", body)).toEqual({
      output: { Credentials: { AccessKeyId: "a" } },
      requestId: "r",
    });
  });

  it("of SSO and sign-in are the document", () => {
    expect(parse("sso", "GetRoleCredentials", '{"roleCredentials":{}}').output).toEqual({
      roleCredentials: {},
    });
    expect(parse("signin", "CreateOAuth2Token", '{"expiresIn":1}').output).toEqual({
      tokenOutput: { expiresIn: 1 },
    });
  });

  test.each<[InnerService, string]>([
    ["sts", ""],
    ["sts", "{}"],
    ["sts", "<html><body/></html>"],
    ["sts", "<R><AssumeRoleResult>secret</AssumeRoleResult></R>"],
    ["sts", "<R><AssumeRoleResult><Credentials><AccessKeyId>a</AccessKey"],
    ["sso", ""],
    ["sso", '{"secret'],
    ["sso", "null"],
    ["sso-oidc", "<html/>"],
  ])("of %s, unreadable: %j", (name, body) => {
    expect(() => parse(name, "AssumeRole", body)).toThrow(ParseError);
    expect(() => parse(name, "AssumeRole", body)).toThrow(/^(?!.*secret)/);
  });
});

describe("errors", () => {
  const service = innerService("sts");
  const operation: AnyOperation = { name: "Op" };

  test.each([
    "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>a &amp; b</Message></Error><RequestId>r</RequestId></ErrorResponse>",
    "<ErrorResponse><Error><Code> Throttling </Code></Error></ErrorResponse>",
    "<ErrorResponse/>",
    "<html><body>Bad gateway</body></html>",
    "upstream timeout",
    "",
  ])("of STS are read as by the query protocol: %j", (body) => {
    const response = { status: 403, headers: {}, body: encode(body) };
    const { code, serviceMessage, requestId } = awsQuery.parseError(service, operation, response);
    const read = parseError("sts", body);
    expect([read.code, read.serviceMessage || undefined, read.requestId]).toEqual([
      code,
      serviceMessage,
      requestId,
    ]);
  });

  test.each<[string, Record<string, string>?]>([
    ["{}", { "x-amzn-errortype": "UnauthorizedException:http://internal/" }],
    ['{"__type":"com.amazonaws#ResourceNotFoundException","message":"m"}'],
    ['{"code":"InCode","__type":"InType","Message":"m"}', { "x-amzn-errortype": "InHeader" }],
    ['{"code":"InCode","__type":"InType","error_description":"m"}'],
    ['{"code":{"toString":false},"message":1}'],
    ["<html>"],
    ["busy"],
    [""],
    ["[]"],
  ])("of SSO are read as by the REST JSON protocol: %j", (body, headers = {}) => {
    const response = { status: 403, headers, body: encode(body) };
    const { code, serviceMessage } = restJson.parseError(service, operation, response);
    const read = parseError("sso", body, headers);
    expect([read.code, read.serviceMessage || undefined]).toEqual([code, serviceMessage]);
  });

  it("of sign-in say why", () => {
    expect(parseError("signin", '{"error":"TOKEN_EXPIRED"}').members).toEqual({ error: "TOKEN_EXPIRED" });
  });

  it("are never lost to a body", () => {
    fc.assert(
      fc.property(fc.constantFrom("sts", "sso"), fc.oneof(fc.json(), fc.string()), (name, body) => {
        expect(parseError(name, body).code).not.toBe("");
        expect(parseError(name, `{"Error":${body},"RequestId":${body}}`).code).not.toBe("");
      }),
    );
  });
});
