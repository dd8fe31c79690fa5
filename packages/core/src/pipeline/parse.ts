import { ParseError } from "../errors/errors.ts";
import { ServiceError, type ServiceErrorInit } from "../errors/service-error.ts";
import type { BufferedResponse, HttpResponse } from "../http/messages.ts";
import { readBody } from "../http/read-body.ts";
import type { ParsedError, ParsedOutput } from "../protocols/protocol.ts";
import type { ResponseMetadata } from "../shape/values.ts";
import type { Call } from "./call.ts";
import { streamsOutput } from "./streaming.ts";

/** Bytes of an error's body that are read; the rest is thrown away. */
const maxErrorBytes = 1_048_576;

/** Makes output of a response, or throws what the service said. */
export async function parse(call: Call, response: HttpResponse): Promise<Record<string, unknown>> {
  const { client, operation } = call;
  const { service, settings } = client;
  const failed = response.status >= 300;
  if (!(response.body instanceof Uint8Array) && (failed || !streamsOutput(operation))) {
    response.body = await readBody(response.body, failed ? maxErrorBytes : settings.maxBodyBytes, failed);
  }
  for (const customization of service.customizations ?? []) customization.response?.(call, response);
  operation.responseChecksum?.(operation, call.input, response);
  if (response.status >= 300) throw serviceErrorOf(call, response as BufferedResponse);
  const parsed = read(call, response);
  if (parsed.ready) await parsed.ready;
  let { output } = parsed;
  for (const customization of service.customizations ?? []) {
    if (customization.output) output = customization.output(call, output, response);
  }
  Object.defineProperty(output, "$metadata", {
    value: metadataOf(call, response, parsed.requestId),
    configurable: true,
  });
  return output;
}

/** A success that cannot be read is the connection's fault where nothing else says how long it is, and for S3: then it may be retried. */
function read(call: Call, response: HttpResponse): ParsedOutput {
  const { service, settings } = call.client;
  try {
    return settings.protocol.parse(service, call.operation, response, (error) =>
      toError(call, response, error),
    );
  } catch (error) {
    const { headers } = response;
    const framed = headers["content-length"] !== undefined || headers["transfer-encoding"] !== undefined;
    if (error instanceof ParseError && (service.rawPath || !framed)) error.retryable = true;
    throw error;
  }
}

function metadataOf(
  call: Call,
  response: HttpResponse,
  requestId?: string,
  extendedId?: string,
): ResponseMetadata {
  const { status, headers } = response;
  const id = requestId ?? headers["x-amzn-requestid"] ?? headers["x-amz-request-id"];
  const extended = extendedId ?? headers["x-amz-id-2"];
  return {
    status,
    ...(id === undefined ? undefined : { requestId: id }),
    ...(extended === undefined ? undefined : { extendedRequestId: extended }),
    attempts: call.attempt,
    headers,
  };
}

function serviceErrorOf(call: Call, response: BufferedResponse): Error {
  const { service, settings } = call.client;
  return toError(call, response, settings.protocol.parseError(service, call.operation, response));
}

function toError(call: Call, response: HttpResponse, parsed: ParsedError): Error {
  const init: ServiceErrorInit = {
    service: call.client.service.id,
    operation: call.operation.name,
    code: parsed.code,
    serviceMessage: parsed.serviceMessage,
    members: parsed.members,
    metadata: metadataOf(call, response, parsed.requestId, parsed.extendedRequestId),
    retryable: parsed.type?.retryable !== undefined,
  };
  return new (parsed.type ?? ServiceError)(init);
}
