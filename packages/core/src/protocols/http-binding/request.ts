/**
 * HTTP bindings of requests (rest-json, rest-xml): labels of the path, query string, headers, prefixed headers and raw
 * payloads. Documents are the protocol's own affair. Facts: query parameters keep the order of the caller's object; a
 * named parameter beats an entry of a map; members that are null or undefined are left out; an empty
 * list is an empty header, as the protocol's own vectors have it; headers are ASCII without control characters; a label that is not greedy is neither empty nor a dot segment.
 */
import { percentEncode, percentEncodePath } from "../../codecs/scalars/percent-encoding.ts";
import { textWriter } from "../../codecs/scalars/text.ts";
import { ValidationError } from "../../errors/errors.ts";
import type { AnyOperation } from "../../shape/operation.ts";
import { resolveRef, type Resolved, type Structure } from "../../shape/shape.ts";
import type { RequestDraft } from "../protocol.ts";
import { headerWriter } from "./header-values.ts";
import { locationsOf, type HeadMember, type PayloadMember } from "./locations.ts";

/** A request with everything but its document. */
export interface BoundRequest {
  /** The body is set when the payload is a blob or a string. */
  readonly draft: RequestDraft;
  /** The member that is the body; the protocol writes it when its kind is `document` or `events`. */
  readonly payload?: PayloadMember | undefined;
  /** The members that make the document, when there is no payload. */
  readonly body?: Structure | undefined;
  /** Whether the caller gave one of {@link body}'s members. */
  readonly bodyGiven: boolean;
}

/**
 * Puts the members with a location where they belong.
 *
 * @throws {@link ValidationError} for labels and headers that cannot be sent.
 */
export function bindRequest(operation: AnyOperation, input: Record<string, unknown>): BoundRequest {
  let plan = plans.get(operation);
  if (!plan) plans.set(operation, (plan = compile(operation)));
  const headers: Record<string, string> = {};
  const outgoing: Outgoing = { headers, query: undefined, problems: undefined };
  let bodyGiven = false;
  for (const name in input) {
    const value = input[name];
    if (value === undefined || value === null) continue;
    const place = plan.places.get(name);
    if (place) place(outgoing, value);
    else if (place === null) bodyGiven = true;
  }
  let { path, query } = plan;
  for (const segment of plan.segments) path += segment(outgoing, input);
  if (outgoing.query) {
    for (const parameter of outgoing.query.values()) query += (query && "&") + parameter;
  }
  if (outgoing.problems) fail(operation, outgoing.problems);
  const { payload, body } = plan;
  const draft: RequestDraft = { method: plan.method, path, query, headers };
  if (payload?.kind === "raw") draft.body = (input[payload.name] as RequestDraft["body"]) ?? undefined;
  return { draft, payload, body, bodyGiven };
}

interface Outgoing {
  readonly headers: Record<string, string>;
  /** Encoded parameters by their name. */
  query: Map<string, string> | undefined;
  problems: [member: string, problem: string][] | undefined;
}

type Place = (outgoing: Outgoing, value: any) => void;

interface RequestPlan {
  readonly method: string;
  /** The path up to its first label. */
  readonly path: string;
  readonly segments: readonly ((outgoing: Outgoing, input: Record<string, unknown>) => string)[];
  /** Literal query string. */
  readonly query: string;
  /** Members by name; null for those of the document. */
  readonly places: ReadonlyMap<string, Place | null>;
  readonly payload: PayloadMember | undefined;
  readonly body: Structure | undefined;
}

const plans: WeakMap<AnyOperation, RequestPlan> = /* @__PURE__ */ new WeakMap();

function compile(operation: AnyOperation): RequestPlan {
  const [method, uri] = (operation.http ?? "POST /").split(" ") as [string, string];
  const { head, payload, body } = locationsOf(
    operation.input ? resolveRef(operation.input).shape : { structure: {} },
  );
  const places = new Map<string, Place | null>();
  for (const name in body?.structure) places.set(name, null);
  for (const member of head) {
    places.delete(member.name);
    const place = placeOf(member);
    if (place) places.set(member.name, place);
  }
  const [template, query = ""] = uri.split("?") as [string, string?];
  // A label and the literal text after it make one segment.
  const [path = "", ...rest] = template.split("{");
  const segments = rest.map((segment) => segmentOf(segment, head));
  return { method, path, segments, query, places, payload, body };
}

function segmentOf(segment: string, head: readonly HeadMember[]): RequestPlan["segments"][number] {
  const end = segment.indexOf("}");
  const greedy = segment[end - 1] === "+";
  const label = segment.slice(0, greedy ? end - 1 : end);
  const literal = segment.slice(end + 1);
  const member = head.find((m) => m.traits.uri === label);
  const name = member?.name ?? label;
  const write = member ? parameterWriter(member) : String;
  return (outgoing, input) => {
    const value = input[name];
    const text = value === undefined || value === null ? "" : write(value);
    if (greedy) return percentEncodePath(text) + literal;
    if (text === "" || text === "." || text === "..") {
      report(outgoing, name, text ? `"${text}" cannot be a path segment` : "must not be empty");
    }
    return percentEncode(text) + literal;
  };
}

function placeOf(member: HeadMember): Place | undefined {
  const { name, shape, traits } = member;
  if (traits.header !== undefined) {
    const header = traits.header.toLowerCase();
    const write = headerWriter(member);
    return (outgoing, value) => setHeader(outgoing, name, header, write(value));
  }
  if (traits.headers !== undefined) {
    const prefix = traits.headers.toLowerCase();
    return (outgoing, value) => {
      for (const [key, text] of Object.entries(value)) {
        if (text !== undefined && text !== null)
          setHeader(outgoing, name, prefix + key.toLowerCase(), String(text));
      }
    };
  }
  if (traits.querystring === undefined) return undefined;
  if (typeof shape === "object" && "map" in shape) return queryMap(parameterWriter(resolveRef(shape.map)));
  const write = parameterWriter(member);
  const key = traits.querystring;
  return (outgoing, value) => setParameter(outgoing, key, write, value);
}

function queryMap(write: (value: any) => string): Place {
  return (outgoing, map) => {
    for (const [key, value] of Object.entries(map)) {
      if (value !== undefined && value !== null && !outgoing.query?.has(key)) {
        setParameter(outgoing, key, write, value);
      }
    }
  };
}

/** Scalars of paths and query strings; of a list, its elements. */
function parameterWriter({ shape, traits }: Resolved): (value: any) => string {
  if (typeof shape === "object" && "list" in shape) return parameterWriter(resolveRef(shape.list));
  return textWriter(shape, traits.timestampFormat ?? "iso8601");
}

function setParameter(outgoing: Outgoing, key: string, write: (value: any) => string, value: unknown): void {
  const name = percentEncode(key) + "=";
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  const text = values
    .filter((v) => v !== undefined && v !== null)
    .map((v) => name + percentEncode(write(v)))
    .join("&");
  if (text) (outgoing.query ??= new Map()).set(key, text);
}

function setHeader(outgoing: Outgoing, member: string, name: string, value: string): void {
  if (!/^[\t\x20-\x7E]*$/.test(value))
    report(outgoing, member, "holds characters that a header cannot carry");
  if (!/^[\w!#$%&'*+\-.^`|~]+$/.test(name))
    report(outgoing, member, `"${name}" cannot be the name of a header`);
  outgoing.headers[name] = value;
}

function report(outgoing: Outgoing, member: string, problem: string): void {
  (outgoing.problems ??= []).push([member, problem]);
}

function fail(operation: AnyOperation, problems: Outgoing["problems"] & object): never {
  throw new ValidationError({
    problems: problems.map(([member, problem]) => ({ path: `${operation.name}.${member}`, problem })),
  });
}
