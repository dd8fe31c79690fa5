import { uriEncode } from "./uri-encode.ts";

/** The parts of a URL that rulesets see. */
export interface ParsedUrl {
  readonly scheme: string;
  /** Host and port as they stand. */
  readonly authority: string;
  /** Path as it stands, empty when there is none. */
  readonly path: string;
  /** Path percent-encoded, without dot segments and doubled slashes, with `/` at the end. */
  readonly normalizedPath: string;
  /** The host is an IPv4 or IPv6 address. */
  readonly isIp: boolean;
}

const url = /^(https?):\/\/([^/?#]*)([^?#]*)\??(?:#.*)?$/is;
const authority = /^(?:.*@)?(\[[\da-f:.]+\]|[^[\]:]+)(?::(\d*))?$/i;

let last: string | undefined;
let parsed: ParsedUrl | undefined;

/**
 * The ruleset function `parseURL`: the parts of an `http` or `https` URL; undefined for any other scheme, for a query,
 * for an impossible port or host.
 */
export function parseUrl(value: string | undefined): ParsedUrl | undefined {
  // The last one is kept: rulesets are given a client's endpoint with every call.
  if (value !== last) parsed = parse((last = value));
  return parsed;
}

function parse(value: string | undefined): ParsedUrl | undefined {
  const [, scheme, host = "", rest = ""] = url.exec(value ?? "") ?? [];
  const [, name, port] = authority.exec(host) ?? [];
  if (scheme === undefined || name === undefined || Number(port ?? 0) > 65535) return undefined;
  // As botocore's parser does it, parameters of the last segment (`/path;parameters`) are not part of the path.
  const path = rest.replace(/;[^/]*$/, "");
  return {
    scheme: scheme.toLowerCase(),
    authority: host,
    path,
    normalizedPath: normalize(path),
    isIp: /^(\[.*|(\d{1,3}\.){3}\d{1,3})$/.test(name),
  };
}

function normalize(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") segments.pop();
    else if (segment && segment !== ".") segments.push(uriEncode(segment));
  }
  return ["", ...segments, ""].join("/");
}
