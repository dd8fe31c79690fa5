import { describe, expect, test } from "vitest";
import { innerService } from "./inner-operations.ts";

describe("innerService", () => {
  test.each([
    ["sts", "STS", "query", "AssumeRole", undefined, undefined],
    ["sts", "STS", "query", "AssumeRoleWithWebIdentity", undefined, ["none"]],
    ["sso", "SSO", "rest-json", "GetRoleCredentials", "GET /federation/credentials", ["none"]],
    ["sso-oidc", "SSO OIDC", "rest-json", "CreateToken", "POST /token", ["none"]],
    ["signin", "Signin", "rest-json", "CreateOAuth2Token", "POST /v1/token", ["none"]],
  ] as const)("%s (%s, %s) %s: %s, %j", (name, id, protocol, operation, http, auth) => {
    const service = innerService(name);
    expect(service).toMatchObject({ id, protocol });
    const { name: own, http: path, auth: schemes } = service.operations[operation]!;
    expect([own, path, schemes]).toEqual([operation, http, auth]);
  });

  test.each([
    ["us-east-1", "https://us-east-1.signin.aws.amazon.com"],
    ["cn-north-1", "https://cn-north-1.signin.amazonaws.cn"],
    ["us-gov-west-1", "https://us-gov-west-1.signin.amazonaws-us-gov.com"],
    ["us-iso-east-1", "https://us-iso-east-1.signin.c2shome.ic.gov"],
    ["us-isob-east-1", "https://us-isob-east-1.signin.sc2shome.sgov.gov"],
    ["us-isof-south-1", "https://us-isof-south-1.signin.csphome.hci.ic.gov"],
    ["eu-isoe-west-1", "https://eu-isoe-west-1.signin.csphome.adc-e.uk"],
    ["eusc-de-east-1", "https://eusc-de-east-1.signin.amazonaws-eusc.eu"],
  ])("signs in at %s", (region, url) => {
    expect(innerService("signin").endpoint!(region)).toBe(url);
  });
});
