import { SdkError, ServiceError, type AnyOperation, type ParsedError } from "@inia/core";
import type { DynamicService } from "@inia/dynamic";
import type { WrittenResponse } from "../differential/write-response/service-side.ts";
import { changedPrototype, strangePrototype } from "./prototypes.ts";

/** What became of a response: a value, or the name of the typed error. */
export interface Outcome {
  readonly as: string;
  /** What must never be: an untyped error, a changed prototype, an object that is not plain. */
  readonly problem?: string;
}

/**
 * Reads a response as an output and as an error, as a client would, to the last byte and event. Streams of events come in
 * chunks of so many bytes.
 */
export async function readMalformed(
  dynamic: DynamicService,
  name: string,
  { status, headers, body }: WrittenResponse,
  chunk: number,
): Promise<Outcome[]> {
  const operation = dynamic.operations[name]!;
  const { service } = dynamic;
  const received = {
    status,
    headers: Object.fromEntries(Object.entries(headers).map(([key, value]) => [key.toLowerCase(), value])),
    body,
  };
  const toError = (parsed: ParsedError): Error => errorOf(dynamic, operation, parsed, status);
  const output = await outcomeOf(async () => {
    const streams = operation.events?.inOutput(operation) ?? false;
    const source = streams ? { ...received, body: chunksOf(body, chunk) } : received;
    const parsed = service.protocol.parse(service, operation, source, toError);
    await parsed.ready;
    const values: unknown[] = [];
    for (const value of Object.values(parsed.output)) values.push(await readWhole(value));
    return {
      ...parsed.output,
      ...Object.fromEntries(values.map((value, index) => [Object.keys(parsed.output)[index]!, value])),
    };
  });
  const error = await outcomeOf(() => {
    const made = toError(service.protocol.parseError(service, operation, received)) as ServiceError;
    if (typeof made.code !== "string" || typeof made.message !== "string")
      throw new Error("an error without code or message");
    // Members are fields of the error; it is not plain itself.
    return Object.fromEntries(Object.entries(made));
  });
  return [output, error];
}

function errorOf(
  { service }: DynamicService,
  operation: AnyOperation,
  parsed: ParsedError,
  status: number,
): Error {
  return new (parsed.type ?? ServiceError)({
    service: service.id,
    operation: operation.name,
    code: parsed.code,
    serviceMessage: parsed.serviceMessage,
    members: parsed.members,
    metadata: {
      status,
      attempts: 1,
      headers: {},
      ...(parsed.requestId !== undefined && { requestId: parsed.requestId }),
    },
  });
}

async function outcomeOf(read: () => unknown): Promise<Outcome> {
  let outcome: Outcome;
  try {
    const strange = strangePrototype(await read());
    outcome =
      strange === undefined
        ? { as: "value" }
        : { as: "value", problem: `an object that is not plain at ${strange}` };
  } catch (error) {
    const typed = error instanceof SdkError;
    outcome = typed
      ? { as: error instanceof ServiceError ? "ServiceError" : error.name }
      : { as: "untyped", problem: `untyped: ${error instanceof Error ? error.stack : String(error)}` };
  }
  const changed = changedPrototype();
  return changed === undefined ? outcome : { ...outcome, problem: `a changed prototype: ${changed}` };
}

/** The bytes of a body, the events of a stream. */
async function readWhole(value: unknown): Promise<unknown> {
  const body = value as { bytes?: () => Promise<Uint8Array> } | null;
  if (typeof body?.bytes === "function") return body.bytes();
  const stream = value as AsyncIterable<unknown> | null;
  if (typeof stream?.[Symbol.asyncIterator] !== "function") return value;
  const events: unknown[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}
