import { deepEqual, equal, ok } from "node:assert/strict";
import type { ClientContext } from "../../../core/src/pipeline/client-context.ts";
import { requestCompression } from "../../../core/src/customizations/request-compression.ts";
import { startCall, type Call } from "../../../core/src/pipeline/call.ts";
import { encodeBody } from "../../../core/src/pipeline/encode-body.ts";
import { fillTokens } from "../../../core/src/pipeline/fill-tokens.ts";
import { resolveEndpoint } from "../../../core/src/pipeline/resolve-endpoint.ts";
import { compareBodies } from "./compare-bodies.ts";
import { describeCase, type DescribedCase } from "./described-case.ts";
import type { InputVector, Located } from "./protocol-suite.ts";
import { fromVector } from "./values.ts";

/** Takes an input to the wire through the pipeline's own stages and compares what would be sent. */
export async function runInputCase(located: Located<InputVector>): Promise<void> {
  const { suite, vector } = located;
  const described = describeCase(located);
  const { operation, protocol } = described;
  const input = operation.input ? fromVector(operation.input, vector.params) : vector.params;
  const context = contextOf(described, suite.clientEndpoint ?? "https://example.com");
  const call = startCall(context, operation, input as object, {});
  withFixedUuid(() => fillTokens(call));
  call.draft = protocol.serialize(described.service, operation, call.input);
  await resolveEndpoint(call);
  await encodeBody(call);
  compareRequest(call, vector, protocol.name);
}

function compareRequest(
  call: Call,
  { serialized }: InputVector,
  protocol: DescribedCase["protocol"]["name"],
): void {
  const { method, headers } = call.draft;
  equal(method, serialized.method);
  const url = split(call.url);
  // Where the vector names a host with a path, its URI repeats the path.
  const wanted = split(`https://${serialized.host?.split("/")[0] ?? url.host}${serialized.uri}`);
  deepEqual(url, wanted);
  for (const [name, value] of Object.entries(serialized.headers ?? {})) {
    if (isOurs(name, value, protocol)) continue;
    equal(settled(headers[name.toLowerCase()]), settled(value), `header ${name}`);
  }
  for (const name of serialized.requireHeaders ?? []) {
    // Written by the stage that knows the body's length, after the signature.
    if (name.toLowerCase() === "content-length") ok(call.body?.length !== undefined, "body without a length");
    else ok(headers[name.toLowerCase()] !== undefined, `header ${name} is required`);
  }
  for (const name of serialized.forbidHeaders ?? []) {
    equal(headers[name.toLowerCase()], undefined, `header ${name} is forbidden`);
  }
  if (serialized.body === undefined) return;
  const body = call.body?.open() ?? new Uint8Array(0);
  ok(body instanceof Uint8Array, "the body is a stream");
  compareBodies(protocol, body, serialized.body);
}

/**
 * Content types that are not the protocol's affair, as botocore leaves them out: of documents in rest-xml, and the
 * defaults of raw payloads.
 */
function isOurs(name: string, value: string, protocol: string): boolean {
  if (name.toLowerCase() !== "content-type") return false;
  return protocol === "rest-xml" || value === "application/octet-stream" || value === "text/plain";
}

function settled(value: string | undefined): string | undefined {
  return value?.replace(/;\s*charset=utf-8$/i, "").replace(/,\s+/g, ",");
}

function split(url: string): { host: string; path: string; query: string[] } {
  const [, host = "", path = "", query] = /^https:\/\/([^/?]*)([^?]*)(?:\?(.*))?$/.exec(url)!;
  return { host, path: path || "/", query: query?.split("&").sort() ?? [] };
}

function withFixedUuid(run: () => void): void {
  const original = crypto.randomUUID;
  crypto.randomUUID = () => "00000000-0000-4000-8000-000000000000";
  try {
    run();
  } finally {
    crypto.randomUUID = original;
  }
}

/** The part of a client that the stages before signing look at. */
function contextOf({ service, protocol }: DescribedCase, endpoint: string): ClientContext {
  const context = {
    service: {
      ...service,
      protocol,
      endpoint: () => ({ url: endpoint }),
      customizations: [requestCompression],
    },
    settings: {
      endpoint,
      region: "us-east-1",
      anonymous: true,
      injectHostPrefix: true,
      requestMinCompressionSizeBytes: 10_240,
      protocol,
    },
    timeouts: { operation: 0 },
    endpoint: undefined,
  };
  return context as unknown as ClientContext;
}
