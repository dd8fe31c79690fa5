import { lookup } from "node:dns/promises";
import { readFile } from "node:fs/promises";
import { isIPv4, isIPv6 } from "node:net";
import { metadataRequest, type MetadataResponse } from "../config/metadata-request.ts";
import { ConfigError, CredentialsError } from "../errors/errors.ts";
import { provider, type CredentialsContext, type Found, type Provider } from "./context.ts";
import { credentialsFrom, parseObject } from "./from-json.ts";

/**
 * Credentials from the endpoint that ECS, EKS and Greengrass give a container, as
 * `AWS_CONTAINER_CREDENTIALS_RELATIVE_URI` or `AWS_CONTAINER_CREDENTIALS_FULL_URI`. The authorization token is read anew
 * each time when it is in a file. Throws {@link CredentialsError}, and {@link ConfigError} for an endpoint that is neither
 * https nor on this machine.
 */
export function fromContainer(): Provider {
  return provider("container", (context) => containerCredentials(context));
}

/** What tests replace. */
interface Surroundings {
  readonly resolve?: (host: string) => Promise<readonly string[]>;
  readonly wait?: (ms: number) => Promise<unknown>;
}

/** The source behind {@link fromContainer}. */
export async function containerCredentials(
  { environment: { env }, transport }: CredentialsContext,
  { resolve = addressesOf, wait = pause }: Surroundings = {},
): Promise<Found> {
  const relative = env("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
  const full = env("AWS_CONTAINER_CREDENTIALS_FULL_URI");
  if (!relative && !full) return "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and _FULL_URI are not set";
  const target = relative ? onHost(relative) : await checked(full!, resolve);
  const token = await authorization(env);
  const headers = { accept: "application/json", ...target.headers, ...(token && { authorization: token }) };
  for (let attempt = 1; ; attempt++) {
    const answer: Answer = await metadataRequest(transport, "GET", target.url, headers, 1_000, 2_000).catch(
      unreachable,
    );
    const json = answer.status === 200 ? parseObject(answer.text) : undefined;
    if (json) return credentialsFrom(json, "container", { token: "Token" });
    const final = answer.status >= 300 && answer.status < 500 && answer.status !== 429;
    if (final || attempt >= 3) {
      throw new CredentialsError({
        what: "the container's credential endpoint gives no credentials",
        details: [answer.status ? `HTTP ${answer.status}` : undefined],
        cause: answer.cause,
        retryable: !final,
      });
    }
    await wait(1_000);
  }
}

interface Target {
  readonly url: string;
  readonly headers?: Record<string, string>;
}

/** An answer, or why there is none. */
interface Answer extends MetadataResponse {
  readonly cause?: unknown;
}

function unreachable(cause: unknown): Answer {
  return { status: 0, text: "", cause };
}

function pause(ms: number): Promise<unknown> {
  return new Promise((done) => setTimeout(done, ms));
}

function onHost(path: string): Target {
  if (!/^\/[^/\\][\x21-\x7e]*$/.test(path))
    throw refused("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is not a path");
  return { url: `http://169.254.170.2${path}` };
}

/** Plain http goes to this machine only: every address of the host must be its, and the request goes to the one checked. */
async function checked(url: string, resolve: (host: string) => Promise<readonly string[]>): Promise<Target> {
  const name = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
  const parts = /^(https?):\/\/(\[[\da-f:.]+\]|[\w.-]+)((?::\d+)?)((?:[/?][\x21-\x7e]*)?)$/i.exec(url);
  if (!parts) throw refused(`${name} is not an http or https URL of a host and a path`);
  const [, scheme, host, port, path] = parts as unknown as [string, string, string, string, string];
  if (scheme.toLowerCase() === "https") return { url };
  const literal = host.replace(/^\[|\]$/g, "");
  if (isIPv4(literal) || isIPv6(literal)) {
    if (!isAllowed(literal)) throw refused(`${name} is http to ${host}, which is not this machine`);
    return { url };
  }
  const addresses = await resolve(host);
  const [first] = addresses;
  if (first === undefined || !addresses.every(isAllowed)) {
    throw refused(`${name} is http to ${host}, which is not this machine`);
  }
  const pinned = isIPv6(first) ? `[${first}]` : first;
  return { url: `http://${pinned}${port}${path}`, headers: { host: host + port } };
}

async function addressesOf(host: string): Promise<readonly string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch (cause) {
    throw new CredentialsError({ what: `${host} has no address`, cause });
  }
}

/** This machine, and the fixed addresses of ECS (169.254.170.2) and EKS (169.254.170.23, fd00:ec2::23). */
function isAllowed(address: string): boolean {
  if (isIPv4(address)) return /^(127\.|169\.254\.170\.23?$)/.test(address);
  return (
    isIPv6(address) &&
    /^\[(::1|fd00:ec2::23)\]$/.test(new URL(`http://[${address.replace(/%.*/, "")}]`).hostname)
  );
}

async function authorization(env: CredentialsContext["environment"]["env"]): Promise<string | undefined> {
  const file = env("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
  const token = file
    ? await readFile(file, "utf8").catch(unreadable(file))
    : env("AWS_CONTAINER_AUTHORIZATION_TOKEN");
  if (token !== undefined && !/^[\t\x20-\x7e]*$/.test(token)) {
    throw refused(`${file ?? "AWS_CONTAINER_AUTHORIZATION_TOKEN"} does not hold a token of one line`);
  }
  return token;
}

function unreadable(file: string): (cause: unknown) => never {
  return (cause) => {
    throw new CredentialsError({ what: `${file} cannot be read`, cause });
  };
}

function refused(what: string): ConfigError {
  return new ConfigError({ what });
}
