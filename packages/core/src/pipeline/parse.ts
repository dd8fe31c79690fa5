import { ParseError } from "../errors/errors.ts";
import { ServiceError, type ServiceErrorInit } from "../errors/service-error.ts";
import type { BufferedResponse, HttpResponse } from "../http/messages.ts";
import { readBody } from "../http/read-body.ts";
import type { ParsedError, ParsedOutput } from "../protocols/protocol.ts";
import type { ResponseMetadata } from "../shape/values.ts";
import type { Call } from "./call.ts";
import { streamsOutput } from "./streaming.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Bytes of an error's body that are read; the rest is thrown away. */
const maxErrorBytes = 1_048_576;

/** Makes output of a response, or throws what the service said. A promise only where there is something to wait for. */
export function parse(
  call: Call,
  response: HttpResponse,
): Record<string, unknown> | Promise<Record<string, unknown>> {
  const { client, operation } = call;
  const { body, status } = response;
  const failed = status >= 300;
  if (!(body instanceof Uint8Array) && (failed || !streamsOutput(operation))) {
    const bytes = readBody(body, failed ? maxErrorBytes : client.settings.maxBodyBytes, failed);
    return bytes.then((whole) => readAnswer(call, { ...response, body: whole }));
  }
  return readAnswer(call, response);
}

function readAnswer(
  call: Call,
  response: HttpResponse,
): Record<string, unknown> | Promise<Record<string, unknown>> {
  const { client, operation } = call;
  for (const customization of client.service.customizations ?? []) customization.response?.(call, response);
  operation.responseChecksum?.(operation, call.input, response);
  if (response.status >= 300) throw serviceErrorOf(call, response as BufferedResponse);
  const parsed = read(call, response);
  return parsed.ready
    ? parsed.ready.then(() => outputOf(call, response, parsed))
    : outputOf(call, response, parsed);
}

function outputOf(call: Call, response: HttpResponse, parsed: ParsedOutput): Record<string, unknown> {
  let { output } = parsed;
  for (const customization of call.client.service.customizations ?? []) {
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
  const metadata: Mutable<ResponseMetadata> = { status, attempts: call.attempt, headers };
  if (id !== undefined) metadata.requestId = id;
  if (extended !== undefined) metadata.extendedRequestId = extended;
  return metadata;
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
