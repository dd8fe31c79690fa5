// The canonical form of a request, as AWS Signature Version 4 defines it
// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html):
// method, path, query, headers, signed header names and payload hash, each on its line.
// Services other than S3 see the path normalised and percent-encoded once more; S3 sees it as sent.
import { encodeRfc3986 } from "../codecs/scalars/percent-encoding.ts";

/** Headers that proxies and transports change, and those added after signing. */
const unsigned: Record<string, true> = {
  authorization: true,
  connection: true,
  expect: true,
  "keep-alive": true,
  "proxy-authenticate": true,
  "proxy-authorization": true,
  te: true,
  trailer: true,
  "transfer-encoding": true,
  upgrade: true,
  "user-agent": true,
  "x-amzn-trace-id": true,
};

/** A URL taken apart as text, without normalising anything. */
export interface UrlParts {
  /** Host and, unless it is the scheme's default, port. */
  host: string;
  /** Begins with `/`. */
  path: string;
  /** Without `?`. */
  query: string;
}

/** Splits `scheme://host/path?query`. Searching beats a pattern. */
export function splitUrl(url: string): UrlParts {
  const start = url.indexOf("://") + 3;
  const mark = url.indexOf("?", start);
  const end = mark < 0 ? url.length : mark;
  const slash = url.indexOf("/", start);
  const hostEnd = slash < 0 || slash > end ? end : slash;
  const host = url.slice(start, hostEnd).toLowerCase();
  const port = url.startsWith("https:") ? ":443" : ":80";
  return {
    host: host.endsWith(port) ? host.slice(0, -port.length) : host,
    path: url.slice(hostEnd, end) || "/",
    query: url.slice(end + 1),
  };
}

/** The path as services other than S3 sign it: dot segments and double slashes removed, then encoded once more. */
export function canonicalPath(path: string): string {
  if (/\/[/.]/.test(path)) path = removeDotSegments(path);
  return /[^\w\-.~/]/.test(path) ? encodeRfc3986(path).replaceAll("%2F", "/") : path;
}

function removeDotSegments(path: string): string {
  const out: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") out.pop();
    else if (segment !== "" && segment !== ".") out.push(segment);
  }
  const trailing = out.length > 0 && path.endsWith("/");
  return "/" + out.join("/") + (trailing ? "/" : "");
}

/** Sorted query; a name without `=` gets one. What is there is signed as it is: it must be encoded already. */
export function canonicalQuery(query: string): string {
  if (query === "") return "";
  // The order is that of the names, then of the values: no name has a character that comes before U+0000.
  const pairs = query.split("&").map((pair) => (pair.includes("=") ? pair : pair + "=").replace("=", "\0"));
  return pairs.sort().join("&").replaceAll("\0", "=");
}

/** The header block of the canonical request and the list of names in it. `host` is added when it is missing. */
export function canonicalHeaders(
  headers: Record<string, string>,
  host: string,
): { block: string; names: string } {
  const names: string[] = headers["host"] === undefined ? ["host"] : [];
  for (const name in headers) {
    if (unsigned[name] !== undefined) continue;
    // Insertion sort: the fastest for as few as these.
    let at = names.length;
    while (at > 0 && names[at - 1]! > name) names[at] = names[--at]!;
    names[at] = name;
  }
  let block = "";
  for (const name of names) block += name + ":" + trimAll(headers[name] ?? host) + "\n";
  return { block, names: names.join(";") };
}

/** A header's value as it is signed: no spaces at the ends, one between words. Searching beats a pattern on long tokens. */
function trimAll(value: string): string {
  const plain =
    value.charCodeAt(0) > 32 &&
    value.charCodeAt(value.length - 1) > 32 &&
    !value.includes("  ") &&
    !value.includes("\t") &&
    !value.includes("\n");
  return plain ? value : value.trim().replace(/\s+/g, " ");
}
