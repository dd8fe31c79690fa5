/**
 * HTTP bindings of responses (rest-json, rest-xml), of outputs and of errors alike: headers, prefixed headers, status
 * and payload. A blob payload of an output is a stream (`streamOutput`), whatever the model's `streaming` says. Header names are compared
 * without case; a missing prefix map is an empty map; an empty body gives an empty structure and no union.
 */
import { setOwn } from "../../codecs/scalars/own-property.ts";
import { decodeUtf8 } from "../../codecs/scalars/utf8.ts";
import type { BufferedResponse, HttpResponse } from "../../http/messages.ts";
import type { AnyOperation } from "../../shape/operation.ts";
import { resolveRef, type Ref, type Shape, type Structure } from "../../shape/shape.ts";
import { bufferedBody } from "./buffered-body.ts";
import { headerReader } from "./header-values.ts";
import { locationsOf, type HeadMember, type PayloadMember } from "./locations.ts";

/** Where the members of an output or an error are in a response; compiled once per shape. */
export interface ResponseBinding {
  /** Reads the members that headers and status hold. */
  readonly head: (response: HttpResponse, target: Record<string, unknown>) => void;
  /** The member that is the body. */
  readonly payload?: PayloadMember | undefined;
  /** The members that the document holds, when there is no payload. */
  readonly body?: Structure | undefined;
}

/** Reads a document of the protocol, of a payload member or of all members in the body; the bytes may be none. */
export type DocumentReader = (ref: Ref, body: Uint8Array) => unknown;

/** The binding of a shape. */
export function responseBinding(ref: Ref): ResponseBinding {
  const { shape } = resolveRef(ref);
  let binding = bindings.get(shape as object);
  if (!binding) bindings.set(shape as object, (binding = compile(shape)));
  return binding;
}

/**
 * The members of an output. Event streams are left to the protocol, which knows their payloads.
 *
 * @throws {@link ParseError} when a header or the document does not fit.
 */
export function bindResponse(
  { output: ref, streamOutput }: Pick<AnyOperation, "output" | "streamOutput">,
  response: HttpResponse,
  readDocument: DocumentReader,
): Record<string, unknown> {
  if (ref === undefined) return {};
  const { head, payload, body } = responseBinding(ref);
  if (body) {
    const output = readDocument(body, bufferedBody(response)) as Record<string, unknown>;
    head(response, output);
    return output;
  }
  const output: Record<string, unknown> = {};
  head(response, output);
  if (payload && payload.kind !== "events") {
    const value =
      streamOutput && payload.shape === "blob"
        ? streamOutput(response.body)
        : readPayload(payload, bufferedBody(response), readDocument);
    if (value !== undefined) output[payload.name] = value;
  }
  return output;
}

/** The members of an error. */
export function bindError(
  ref: Ref,
  response: BufferedResponse,
  readDocument: DocumentReader,
): Record<string, unknown> {
  const { head, payload, body } = responseBinding(ref);
  const members = (body ? readDocument(body, response.body) : {}) as Record<string, unknown>;
  head(response, members);
  const value = payload && readPayload(payload, response.body, readDocument);
  if (payload && value !== undefined) members[payload.name] = value;
  return members;
}

function readPayload({ shape, ref }: PayloadMember, body: Uint8Array, readDocument: DocumentReader): unknown {
  if (shape === "string") return decodeUtf8(body);
  if (shape === "blob") return body;
  if (body.length === 0 && !(typeof shape === "object" && "structure" in shape)) return undefined;
  return readDocument(ref, body) ?? undefined;
}

const bindings: WeakMap<object, ResponseBinding> = /* @__PURE__ */ new WeakMap();

type HeadReader = (response: HttpResponse, target: Record<string, unknown>) => void;

function compile(shape: Shape): ResponseBinding {
  const { head, payload, body } = locationsOf(shape, true);
  const readers = head.map(readerOf);
  return {
    head: (response, target) => {
      for (const read of readers) read(response, target);
    },
    payload,
    body,
  };
}

function readerOf(member: HeadMember): HeadReader {
  const { name, shape, traits } = member;
  if (traits.statusCode) return (response, target) => void (target[name] = response.status);
  if (traits.headers !== undefined) return prefixReader(name, traits.headers.toLowerCase());
  const header = (traits.header ?? name).toLowerCase();
  const read = headerReader(member);
  return (response, target) => {
    const text = response.headers[header];
    // A header without a value says something about a string only.
    if (text || (text === "" && shape === "string")) target[name] = read(text);
  };
}

function prefixReader(name: string, prefix: string): HeadReader {
  return (response, target) => {
    const map: Record<string, unknown> = {};
    for (const [header, value] of Object.entries(response.headers)) {
      if (header.startsWith(prefix)) setOwn(map, header.slice(prefix.length), value);
    }
    target[name] = map;
  };
}
