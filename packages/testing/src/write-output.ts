import { validateInput } from "@inia/core/service";
import type { AnyOperation, HttpResponse, Service } from "@inia/core";
import { resultXml } from "./result-xml.ts";

const encoder: InstanceType<typeof TextEncoder> = new TextEncoder();

/**
 * Writes an output as the service would. Tables of outputs have the form of those of inputs, so the protocol's own
 * serializer writes them; only the query protocols answer in another language than they ask.
 *
 * @throws ValidationError for an output that the model does not allow.
 */
export function writeOutput(service: Service, operation: AnyOperation, output: object): HttpResponse {
  const { protocol } = service;
  const value = output as Record<string, unknown>;
  if (operation.output === undefined) return { status: 200, headers: {}, body: new Uint8Array(0) };
  const mirror: AnyOperation = {
    ...operation,
    http: "POST /",
    input: operation.output,
    locationName: `${operation.name}Result`,
  };
  validateInput(mirror, value, service.id);
  if (protocol.name === "query" || protocol.name === "ec2") {
    return {
      status: 200,
      headers: { "content-type": "text/xml" },
      body: encoder.encode(resultXml(protocol.name, operation, value)),
    };
  }
  const { headers, body } = protocol.serialize(service, mirror, value);
  return { status: statusOf(operation, value), headers, body: bytes(body) };
}

function statusOf({ output }: AnyOperation, value: Record<string, unknown>): number {
  const members = typeof output === "object" && "structure" in output ? output.structure : {};
  const member = Object.keys(members).find((name) => (members[name] as { statusCode?: true }).statusCode);
  return member === undefined ? 200 : Number(value[member] ?? 200);
}

/** The bytes of a body that a serializer made of text or bytes. */
export function bytes(body: unknown): Uint8Array {
  if (body === undefined) return new Uint8Array(0);
  return typeof body === "string" ? encoder.encode(body) : (body as Uint8Array);
}
