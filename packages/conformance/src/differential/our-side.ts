import type { AnyOperation, Service } from "@inia/core";
import { startCall } from "../../../core/src/pipeline/call.ts";
import type { ClientContext } from "../../../core/src/pipeline/client-context.ts";
import { resolveEndpoint } from "../../../core/src/pipeline/resolve-endpoint.ts";
import type { ParsedError } from "../../../core/src/protocols/protocol.ts";
import { validateInput } from "../../../core/src/validation/validate.ts";
import type { WrittenRequest } from "./compare/compare-requests.ts";
import type { WrittenResponse } from "./write-response/service-side.ts";

/** Inia's half of the comparison: the protocols with the tables of one service. */
export class OurSide {
  readonly #service: Service;
  readonly #context: ClientContext;

  constructor(service: Service) {
    this.#service = service;
    const settings = {
      endpoint: "https://example.com",
      region: "us-east-1",
      anonymous: true,
      injectHostPrefix: true,
    };
    this.#context = {
      service: { ...service, endpoint: () => ({ url: settings.endpoint }), customizations: [] },
      settings,
      timeouts: { operation: 0 },
      endpoint: undefined,
    } as unknown as ClientContext;
  }

  /** An input on the wire, checked first. */
  async serialize(operation: AnyOperation, input: Record<string, unknown>): Promise<WrittenRequest> {
    const call = startCall(this.#context, operation, input, {});
    validateInput(operation, input, this.#service.id);
    call.draft = this.#service.protocol.serialize(this.#service, operation, input);
    await resolveEndpoint(call);
    const { method, headers, body } = call.draft;
    return { method, url: call.url, headers, body: bytesOf(body) };
  }

  /** What is read from a response, streams read to their end. */
  async parse(operation: AnyOperation, response: WrittenResponse): Promise<Record<string, unknown>> {
    const parsed = this.#service.protocol.parse(this.#service, operation, received(response), (error) =>
      Object.assign(new Error(error.code), error),
    );
    await parsed.ready;
    const entries: [string, unknown][] = [];
    for (const [name, value] of Object.entries(parsed.output)) entries.push([name, await readWhole(value)]);
    return withBotocoreNames(Object.fromEntries(entries)) as Record<string, unknown>;
  }

  parseError(operation: AnyOperation, response: WrittenResponse): ParsedError {
    const parsed = this.#service.protocol.parseError(this.#service, operation, received(response));
    return { ...parsed, members: withBotocoreNames(parsed.members) as Record<string, unknown> | undefined };
  }
}

/** A member that a union does not know has another name in each program. */
function withBotocoreNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withBotocoreNames);
  if (Object.getPrototypeOf(value ?? 0) !== Object.prototype) return value;
  return Object.fromEntries(
    Object.entries(value as object).map(([name, item]) =>
      name === "$unknown"
        ? ["SDK_UNKNOWN_MEMBER", { name: (item as string[])[0] }]
        : [name, withBotocoreNames(item)],
    ),
  );
}

/** The bytes of a body, the events of a stream; an error that ends it is one more, called `$error`. */
async function readWhole(value: unknown): Promise<unknown> {
  const body = value as { bytes?: () => Promise<Uint8Array> } | null;
  if (typeof body?.bytes === "function") return body.bytes();
  const stream = value as AsyncIterable<unknown> | null;
  if (typeof stream?.[Symbol.asyncIterator] !== "function") return value;
  const events: unknown[] = [];
  try {
    for await (const event of stream) events.push(event);
  } catch (error) {
    const { code, serviceMessage = "" } = error as ParsedError;
    if (code === undefined) throw error;
    events.push({ $error: [code, serviceMessage] });
  }
  return events;
}

function received({ status, headers, body }: WrittenResponse): {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
} {
  const names = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return { status, headers: Object.fromEntries(names), body };
}

function bytesOf(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  if (typeof body === "string") return new TextEncoder().encode(body);
  // A stream of events, of which there is none in these inputs.
  return new Uint8Array(0);
}
