// The signing suites: one folder a case, with a request, a context and what each form of the signature is made of.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { HttpRequest } from "../http/messages.ts";
import type { Credentials } from "../identity/identity.ts";
import { encodeRfc3986 } from "../codecs/scalars/percent-encoding.ts";
import type { PresignContext } from "./signer.ts";

interface Context {
  credentials: { access_key_id: string; secret_access_key: string; token?: string };
  expiration_in_seconds: number;
  region: string;
  service: string;
  sign_body: boolean;
  timestamp: string;
  omit_session_token?: boolean;
}

/** A case of a suite, ready to be signed. */
export interface SuiteCase {
  readonly name: string;
  readonly request: HttpRequest;
  readonly credentials: Credentials;
  readonly context: PresignContext;
  /** Whether the case has a file. */
  has(file: string): boolean;
  /** Text of one of the case's files. */
  read(file: string): string;
}

/** Folder of a suite: `v4` or `v4a`. */
export function suiteFolder(version: string): string {
  return join(resolve(process.env["INIA_CONFORMANCE"] ?? "../shared/conformance"), "sigv4", version);
}

/** Reads a request as the suites write it: request line, headers (folded lines included), blank line, body. */
function parseRequest(text: string): HttpRequest {
  const [head = "", ...rest] = text.split("\n\n");
  const [line = "", ...lines] = head.split("\n");
  const headers: Record<string, string> = {};
  let name = "";
  for (const entry of lines.filter((l) => l !== "")) {
    const at = entry.indexOf(":");
    if (/^\s/.test(entry)) headers[name] += "\n" + entry;
    else {
      name = entry.slice(0, at).toLowerCase();
      const value = entry.slice(at + 1).trim();
      headers[name] = name in headers ? `${headers[name]},${value}` : value;
    }
  }
  const method = line.slice(0, line.indexOf(" "));
  const target = line.slice(method.length + 1, line.lastIndexOf(" "));
  const [path = "", query] = target.split(/\?(.*)/s);
  const recode = (text: string): string => encodeRfc3986(decodeURIComponent(text));
  const encodedQuery = query?.split("&").map((pair) => pair.split("=").map(recode).join("=")).join("&"); // prettier-ignore
  const body = rest.join("\n\n");
  return {
    method,
    url: `https://${headers["host"]}${recode(path).replaceAll("%2F", "/")}${encodedQuery === undefined ? "" : `?${encodedQuery}`}`,
    headers,
    ...(body === "" ? {} : { body: new TextEncoder().encode(body) }),
  };
}

/** The cases of a suite; none where the published vectors are not there. */
export function suiteCases(version: string): SuiteCase[] {
  const folder = suiteFolder(version);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((name) => {
    const read = (file: string): string => readFileSync(join(folder, name, file), "utf8");
    const context = JSON.parse(read("context.json")) as Context;
    const { access_key_id, secret_access_key, token } = context.credentials;
    return {
      name,
      has: (file) => existsSync(join(folder, name, file)),
      read,
      request: parseRequest(read("request.txt")),
      credentials: { accessKeyId: access_key_id, secretAccessKey: secret_access_key, sessionToken: token },
      context: {
        signingName: context.service,
        region: context.region,
        date: new Date(context.timestamp),
        sendPayloadHash: context.sign_body,
        expiresIn: context.expiration_in_seconds,
        unsignedSessionToken: context.omit_session_token ?? false,
      },
    };
  });
}

/**
 * A case with the path that the suite signs: it signs decoded paths, encoded once, where services expect what is on the wire
 * to be encoded once more. To be signed with `rawPath`.
 */
export function withSuitePath({ request, read }: SuiteCase): HttpRequest {
  const path = read("header-canonical-request.txt").split("\n")[1]!;
  return {
    ...request,
    url: request.url.replace(/^(https:\/\/[^/]*)[^?]*/, (_, host: string) => host + path),
  };
}

/** The credentials as the header form signs them: a token that is omitted from the signature is not signed at all. */
export function headerCredentials({ credentials, context }: SuiteCase): Credentials {
  return context.unsignedSessionToken ? { ...credentials, sessionToken: undefined } : credentials;
}
