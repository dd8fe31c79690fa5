/**
 * The five operations that hand out credentials and tokens, as the pipeline takes them. Facts: the descriptions of sts
 * 2011-06-15 (query), sso 2019-06-10, sso-oidc 2019-06-10 and signin 2023-01-01 (rest-json), less what nobody asks for.
 * All but AssumeRole are sent unsigned.
 */
import { ServiceError } from "../errors/service-error.ts";
import type { Operation } from "../shape/operation.ts";
import type { ServiceInfo } from "../shape/service-info.ts";
import type { Ref, Structure } from "../shape/shape.ts";
import type { InnerService } from "./inner-call.ts";

/** A service as far as it is known here. */
export interface InnerServiceInfo extends ServiceInfo {
  readonly protocol: "query" | "rest-json";
  readonly operations: Readonly<
    Record<string, Operation<string, Record<string, unknown>, Record<string, unknown>>>
  >;
  /** Base of the endpoint in a region, where it is not the usual one of `endpointPrefix`. */
  readonly endpoint?: (region: string) => string | undefined;
}

type Names = readonly string[];

function texts(...names: Names): Record<string, Ref> {
  return Object.fromEntries(names.map((name) => [name, "string" as const]));
}

function secrets(...names: Names): Record<string, Ref> {
  return Object.fromEntries(names.map((name) => [name, { shape: "string", sensitive: true } as const]));
}

function structure(members: Record<string, Ref>): Structure {
  return { structure: members };
}

const none: { auth: Names } = { auth: ["none"] };

function sts(): InnerServiceInfo {
  const input = {
    ...texts("RoleArn", "RoleSessionName", "Policy"),
    DurationSeconds: "integer",
    PolicyArns: { list: structure(texts("arn")) },
  } as const;
  const output = structure({
    Credentials: structure({
      ...secrets("AccessKeyId", "SecretAccessKey", "SessionToken"),
      Expiration: "timestamp",
    }),
    AssumedRoleUser: structure(texts("Arn")),
  });
  const role = {
    ...input,
    ...texts("ExternalId", "SerialNumber", "TokenCode", "SourceIdentity"),
    Tags: { list: structure(texts("Key", "Value")) },
    TransitiveTagKeys: { list: "string" },
  } as const;
  const identity = { ...input, ...secrets("WebIdentityToken"), ...texts("ProviderId") };
  return {
    id: "STS",
    apiVersion: "2011-06-15",
    endpointPrefix: "sts",
    signingName: "sts",
    protocol: "query",
    operations: {
      AssumeRole: { name: "AssumeRole", input: structure(role), output },
      AssumeRoleWithWebIdentity: {
        name: "AssumeRoleWithWebIdentity",
        input: structure(identity),
        output,
        ...none,
      },
    },
  };
}

function sso(): InnerServiceInfo {
  return {
    id: "SSO",
    apiVersion: "2019-06-10",
    endpointPrefix: "portal.sso",
    signingName: "awsssoportal",
    protocol: "rest-json",
    operations: {
      GetRoleCredentials: {
        name: "GetRoleCredentials",
        http: "GET /federation/credentials",
        input: structure({
          roleName: { shape: "string", querystring: "role_name" },
          accountId: { shape: "string", querystring: "account_id" },
          accessToken: { shape: "string", header: "x-amz-sso_bearer_token", sensitive: true },
        }),
        output: structure({
          roleCredentials: structure({
            ...secrets("accessKeyId", "secretAccessKey", "sessionToken"),
            expiration: "long",
          }),
        }),
        ...none,
      },
    },
  };
}

function oidc(): InnerServiceInfo {
  return {
    id: "SSO OIDC",
    apiVersion: "2019-06-10",
    endpointPrefix: "oidc",
    signingName: "sso-oauth",
    protocol: "rest-json",
    operations: {
      CreateToken: {
        name: "CreateToken",
        http: "POST /token",
        input: structure({ ...texts("clientId", "grantType"), ...secrets("clientSecret", "refreshToken") }),
        output: structure({ ...secrets("accessToken", "refreshToken"), expiresIn: "integer" }),
        ...none,
      },
    },
  };
}

/** The sign-in service refuses; `error` says why. */
class SigninAccessDenied extends ServiceError {
  static override readonly shapeName: string = "AccessDeniedException";
  static override readonly service: string = "Signin";
  static override readonly shape: Ref = { structure: { error: "string", message: "string" } };
}

/** Sign-in hosts that do not follow the usual pattern, by the beginning of the region. */
const signinHosts: readonly (readonly [prefix: string, host: string])[] = [
  ["cn-", "amazonaws.cn"],
  ["us-gov-", "amazonaws-us-gov.com"],
  ["us-isob-", "sc2shome.sgov.gov"],
  ["us-isof-", "csphome.hci.ic.gov"],
  ["us-iso-", "c2shome.ic.gov"],
  ["eu-isoe-", "csphome.adc-e.uk"],
  ["eusc-", "amazonaws-eusc.eu"],
  ["", "aws.amazon.com"],
];

function signin(): InnerServiceInfo {
  const token = structure(secrets("accessKeyId", "secretAccessKey", "sessionToken"));
  return {
    id: "Signin",
    apiVersion: "2023-01-01",
    endpointPrefix: "signin",
    signingName: "signin",
    protocol: "rest-json",
    endpoint: (region) =>
      `https://${region}.signin.${signinHosts.find(([prefix]) => region.startsWith(prefix))![1]}`,
    operations: {
      CreateOAuth2Token: {
        name: "CreateOAuth2Token",
        http: "POST /v1/token",
        input: structure({
          tokenInput: {
            shape: structure({ ...texts("clientId", "grantType"), ...secrets("refreshToken") }),
            payload: true,
          },
        }),
        output: structure({
          tokenOutput: {
            shape: structure({ accessToken: token, ...secrets("refreshToken"), expiresIn: "integer" }),
            payload: true,
          },
        }),
        errors: [SigninAccessDenied],
        ...none,
      },
    },
  };
}

/** Gives the description of an inner service. */
export function innerService(service: InnerService): InnerServiceInfo {
  return { sts, sso, "sso-oidc": oidc, signin }[service]();
}
