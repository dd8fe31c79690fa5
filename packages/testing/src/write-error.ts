import type { AnyOperation, HttpResponse, Ref, Service } from "@inia/core";
import { bytes } from "./write-output.ts";

/** What a stubbed error says besides its code. */
export interface FailOptions {
  /** HTTP status, 400 when left out. */
  readonly status?: number;
  readonly message?: string;
  /** Members of a modelled error. */
  readonly members?: Readonly<Record<string, unknown>>;
  /** Response headers, such as `retry-after`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Writes an error as the service would. */
export function writeError(
  service: Service,
  operation: AnyOperation,
  code: string,
  options: FailOptions = {},
): HttpResponse {
  const { status = 400, message = `stubbed ${code}`, members = {}, headers = {} } = options;
  const type = operation.errors?.find((error) => error.code === code || error.shapeName === code);
  const modelled = type?.shape as { structure?: Record<string, Ref> } | undefined;
  const { name } = service.protocol;
  const all = { headers: { ...headers } as Record<string, string>, status };
  if (name === "rest-xml" || name === "query" || name === "ec2") {
    const wireName = (key: string): string =>
      name === "ec2" ? key.charAt(0).toLowerCase() + key.slice(1) : key;
    const extra = Object.entries(members).map(([key, value]) => tag(wireName(key), escape(String(value))));
    const error = tag(
      "Error",
      tag("Code", escape(type?.code ?? code)) + tag("Message", escape(message)) + extra.join(""),
    );
    const whole = name === "ec2" ? tag("Response", tag("Errors", error)) : tag("ErrorResponse", error);
    return { ...all, body: bytes(name === "rest-xml" && service.rawPath ? error : whole) };
  }
  const key = name === "rest-json" ? "code" : "__type";
  const shape = { structure: { [key]: "string", message: "string", ...modelled?.structure } } as Ref;
  const mirror: AnyOperation = { name: operation.name, http: "POST /", input: shape };
  const draft = service.protocol.serialize(service, mirror, { ...members, [key]: code, message });
  return { ...all, headers: { ...draft.headers, ...all.headers }, body: bytes(draft.body) };
}

function escape(text: string): string {
  return text.replace(/[&<>\r]/g, (c) => `&#${c.charCodeAt(0)};`);
}

function tag(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}
