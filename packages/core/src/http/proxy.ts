import type { Socket } from "node:net";
import { ConfigError, TransportError } from "../errors/errors.ts";

/** Names of an environment: `process.env`. */
type Environment = Readonly<Record<string, string | undefined>>;

/** Where a request is going. */
export interface ProxyTarget {
  readonly secure: boolean;
  readonly hostname: string;
  readonly port: number;
  /** Host and port, as errors and CONNECT name them. */
  readonly label: string;
}

/** A proxy: http requests are sent to it, https requests through it. */
export interface Proxy {
  /** The connection to the proxy is itself TLS. */
  readonly secure: boolean;
  readonly hostname: string;
  readonly port: number;
  /** Value of `proxy-authorization`. */
  readonly authorization: string | undefined;
  /** Asks for a tunnel (CONNECT, RFC 9110 §9.3.6) on a connection to the proxy. */
  tunnel(target: ProxyTarget, connection: Socket): Promise<void>;
}

/** Bytes of a proxy's answer at most. */
const maxAnswer = 16_384;

/**
 * The proxy for a target: the one whose URL is given, or what the environment says. Lower-case variables go first;
 * `HTTP_PROXY` in capitals is ignored in a CGI program, where a request could set it. Throws {@link ConfigError} for a URL
 * that cannot be read; it never shows user name or password.
 */
export function proxyFor(target: ProxyTarget, source: string | Environment): Proxy | undefined {
  if (typeof source === "string") return parseProxy(source);
  const read = (name: string): string | undefined => source[name] || source[name.toUpperCase()] || undefined;
  if (isExempt(target, read("no_proxy") ?? "")) return undefined;
  const http = source["REQUEST_METHOD"] === undefined ? read("http_proxy") : source["http_proxy"];
  const url = (target.secure ? read("https_proxy") : http) ?? read("all_proxy");
  return url === undefined ? undefined : parseProxy(url);
}

/** Whether a `NO_PROXY` list names the target: `*`, a host, a domain with or without a leading dot, with or without a port. */
function isExempt({ hostname, port }: ProxyTarget, list: string): boolean {
  const host = hostname.toLowerCase();
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => {
      if (entry === "*") return true;
      const match = /^(?:\*?\.)?(\[[\da-f:.]+\]|[^:]+|[\da-f:.]+)(?::(\d+))?$/.exec(entry);
      if (match === null || (match[2] !== undefined && Number(match[2]) !== port)) return false;
      const name = match[1]!.replace(/^\[|\]$/g, "");
      return host === name || host.endsWith(`.${name}`);
    });
}

function parseProxy(text: string): Proxy {
  const url = URL.canParse(text) && /^https?:\/\//i.test(text) ? new URL(text) : tryUrl(`http://${text}`);
  const { username, password } = url;
  const secure = url.protocol === "https:";
  const authorization =
    username && password
      ? `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString("base64")}`
      : undefined;
  const hostname = url.hostname.replace(/^\[|\]$/g, "");
  const port = Number(url.port) || (secure ? 443 : 80);
  const name = `${url.hostname}:${port}`;
  return {
    secure,
    hostname,
    port,
    authorization,
    tunnel: (target, connection) => openTunnel(name, authorization, target.label, connection),
  };
}

function tryUrl(text: string): URL {
  if (URL.canParse(text)) return new URL(text);
  throw new ConfigError({ what: "the URL of the proxy cannot be read" });
}

function openTunnel(
  proxy: string,
  authorization: string | undefined,
  target: string,
  connection: Socket,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const settle = (error?: Error): void => {
      connection.off("data", onData).off("error", settle).off("close", onClose);
      if (error === undefined) return resolve();
      connection.on("error", () => connection.destroy()).destroy();
      reject(error);
    };
    const refuse = (what: string, code: string): void =>
      settle(
        new TransportError({ what: `the proxy ${proxy} ${what}`, code, retryable: code !== "PROXY_407" }),
      );
    const onClose = (): void => refuse(`closed the connection to ${target}`, "ECONNRESET");
    const onData = (chunk: Buffer): void => {
      answer += chunk.toString("latin1");
      const end = answer.indexOf("\r\n\r\n");
      const status = /^HTTP\/1\.[01] (\d{3})/.exec(answer)?.[1];
      if (end < 0) {
        if (answer.length > maxAnswer) refuse("does not answer with HTTP", "HPE_HEADER_OVERFLOW");
      } else if (status === undefined) refuse("does not answer with HTTP", "HPE_INVALID_CONSTANT");
      else if (status[0] !== "2") refuse(`refused a tunnel to ${target}`, `PROXY_${status}`);
      // Bytes before the handshake are not the target's.
      else if (answer.length > end + 4) refuse("sent more than its answer", "HPE_INVALID_CONSTANT");
      else settle();
    };
    connection.on("data", onData).on("error", settle).on("close", onClose);
    connection.write(
      `CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n` +
        (authorization === undefined ? "" : `Proxy-Authorization: ${authorization}\r\n`) +
        "\r\n",
    );
  });
}
