/**
 * The five operations that hand out credentials and tokens, as the pipeline takes them: each service with a protocol that
 * knows these operations only, so that no bundle carries a protocol for their sake. Facts: the descriptions of sts
 * 2011-06-15 (query), sso 2019-06-10, sso-oidc 2019-06-10 and signin 2023-01-01 (rest-json), less what nobody asks for.
 */
import { decodeUtf8 } from "../codecs/scalars/utf8.ts";
import type { EndpointResolver } from "../endpoint/endpoint.ts";
import { standardEndpoint } from "../endpoint/standard-endpoint.ts";
import { ParseError } from "../errors/errors.ts";
import type { BufferedResponse } from "../http/messages.ts";
import type { ParsedError, ParsedOutput, Protocol, RequestDraft } from "../protocols/protocol.ts";
import type { ServiceInfo } from "../shape/service-info.ts";
import { parseObject } from "./from-json.ts";
import type { InnerService } from "./inner-call.ts";
import { xmlTree } from "./xml-tree.ts";

/** A service as far as it is known here. */
export interface InnerServiceInfo extends ServiceInfo {
  readonly protocol: Protocol;
  readonly endpoint: EndpointResolver;
}

type Json = Record<string, any>;

const apiVersion = "2011-06-15";

/** Parameters of the query protocol: lists are `Name.member.1`, members of structures `Name.Member`. */
function parameters(value: unknown, ...path: string[]): [name: string, text: string][] {
  if (typeof value !== "object") return [[path.join("."), String(value)]];
  return Object.entries(value ?? {}).flatMap(([key, part]) =>
    parameters(part, ...path, Array.isArray(value) ? `member.${Number(key) + 1}` : key),
  );
}

function post(path: string, type: string, body: string): RequestDraft {
  return { method: "POST", path, query: "", headers: { "content-type": `application/${type}` }, body };
}

function form(Action: string, input: Json): RequestDraft {
  const body = new URLSearchParams(parameters({ Action, Version: apiVersion, ...input }));
  return post("/", "x-www-form-urlencoded; charset=utf-8", String(body));
}

/** Requests of the services that speak JSON. */
const requests: Record<string, (input: Json) => RequestDraft> = {
  GetRoleCredentials: ({ accessToken, roleName: role_name, accountId: account_id }) => ({
    method: "GET",
    path: "/federation/credentials",
    query: String(new URLSearchParams({ role_name, account_id })),
    headers: { "x-amz-sso_bearer_token": accessToken },
  }),
  CreateToken: (input) => post("/token", "json", JSON.stringify(input)),
  CreateOAuth2Token: ({ tokenInput }) => post("/v1/token", "json", JSON.stringify(tokenInput)),
};

function readJson(text: string): Json {
  const document = parseObject(text);
  if (!document) throw new ParseError({ what: "the response is not JSON" });
  return document;
}

/** Whatever the body is, there is an error: without a code that can be read, the HTTP status is the code. */
function parseError(read: (text: string) => Json, { status, headers, body }: BufferedResponse): ParsedError {
  const content = decodeUtf8(body);
  let document: Json;
  try {
    document = read(content);
  } catch {
    // What a proxy or balancer wrote, when it is no page.
    document = /^\s*</.test(content) ? {} : { message: content.slice(0, 1_024).trim() };
  }
  const text = (...found: unknown[]): string | undefined =>
    found.find((value): value is string => typeof value === "string");
  const fields: Json = document["Error"] || document;
  const written = text(headers["x-amzn-errortype"], fields["code"], fields["Code"], fields["__type"]);
  const { error } = fields;
  return {
    code: /^(?:[^#:]*#)?([^:]*)/.exec(written ?? "")![1]!.trim() || String(status),
    serviceMessage: text(fields["message"], fields["Message"], fields["error_description"]),
    requestId: text(document["RequestId"]),
    members: error && { error },
  };
}

/** A protocol of the few operations: how requests are written, documents read, and answers found in them. */
function protocol(
  name: Protocol["name"],
  write: (operation: string, input: Json) => RequestDraft,
  read: (text: string) => Json,
  answer: (operation: string, document: Json) => ParsedOutput,
): Protocol {
  return {
    name,
    serialize: (_, operation, input) => write(operation.name, input),
    parse: (_, operation, { body }) => answer(operation.name, read(decodeUtf8(body as Uint8Array))),
    parseError: (_, _operation, response) => parseError(read, response),
  };
}

const query = /* @__PURE__ */ protocol("query", form, xmlTree, (operation, document) => {
  const { [`${operation}Result`]: output, ResponseMetadata: metadata } = document;
  if (typeof output !== "object") throw new ParseError({ what: "the response has no result" });
  return { output, requestId: metadata?.RequestId };
});

const json = /* @__PURE__ */ protocol(
  "rest-json",
  (operation, input) => requests[operation]!(input),
  readJson,
  (operation, document) => ({
    output: operation === "CreateOAuth2Token" ? { tokenOutput: document } : document,
  }),
);

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

const signinEndpoint: EndpointResolver = ({ Endpoint, Region }) => {
  const region = String(Region);
  const host = signinHosts.find(([prefix]) => region.startsWith(prefix))![1];
  return { url: (Endpoint as string | undefined) ?? `https://${region}.signin.${host}` };
};

/** Gives the description of an inner service. */
export function innerService(service: InnerService): InnerServiceInfo {
  const [id, endpointPrefix, protocol] = (
    {
      sts: ["STS", "sts", query],
      sso: ["SSO", "portal.sso", json],
      "sso-oidc": ["SSO OIDC", "oidc", json],
      signin: ["Signin", "signin", json],
    } as const
  )[service];
  return {
    id,
    apiVersion,
    endpointPrefix,
    signingName: endpointPrefix,
    protocol,
    endpoint: id === "Signin" ? signinEndpoint : standardEndpoint(endpointPrefix),
  };
}
