import { isIP } from "node:net";
import { metadataRequest, type MetadataResponse } from "../config/metadata-request.ts";
import { provider, type CredentialsContext, type Found, type Provider } from "./context.ts";
import { credentialsFrom, metadataKeys, parseObject } from "./from-json.ts";
import { misconfigured, noCredentials } from "./no-credentials.ts";
import { readSecret } from "./token-file.ts";

const relativeUri = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
const fullUri = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
const tokenVariable = "AWS_CONTAINER_AUTHORIZATION_TOKEN";

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

/** An answer, or why there is none. */
interface Answer extends MetadataResponse {
  readonly cause?: unknown;
}

/** The source behind {@link fromContainer}. */
export async function containerCredentials(
  { environment: { env }, transport }: CredentialsContext,
  { resolve = addressesOf, wait = pause }: Surroundings = {},
): Promise<Found> {
  const [path, full] = [relativeUri, fullUri].map(env);
  if (!path && !full) return `${relativeUri} and ${fullUri} are not set`;
  if (path && !/^\/[^/\\][\x21-\x7e]*$/.test(path)) throw misconfigured(`${relativeUri} is not a path`);
  const [url, host] = await checked(path ? `http://169.254.170.2${path}` : full!, resolve);
  const token = await authorization(env);
  const headers = { accept: "application/json", ...host, ...(token && { authorization: token }) };
  for (let attempt = 1; ; attempt++) {
    const { status, text, cause }: Answer = await metadataRequest(
      transport,
      "GET",
      url,
      headers,
      1_000,
      2_000,
    ).catch((error: unknown) => ({ status: 0, text: "", cause: error }));
    const json = status === 200 ? parseObject(text) : undefined;
    if (json) return credentialsFrom(json, "container", metadataKeys);
    const final = status >= 300 && status < 500 && status !== 429;
    if (final || attempt >= 3) {
      const why = status ? ` (HTTP ${status})` : "";
      throw noCredentials(`the container's credential endpoint gives no credentials${why}`, cause, !final);
    }
    await wait(1_000);
  }
}

function pause(ms: number): Promise<unknown> {
  return new Promise((done) => setTimeout(done, ms));
}

/** Plain http goes to this machine only: every address of the host must be its, and the request goes to the one checked. */
async function checked(
  url: string,
  resolve: (host: string) => Promise<readonly string[]>,
): Promise<[url: string, headers?: { host: string }]> {
  const parts = /^(https?):\/\/(?:\[([\da-f:.]+)\]|([\w.-]+))((?::\d+)?)((?:[/?][\x21-\x7e]*)?)$/i.exec(url);
  if (!parts) throw misconfigured(`${fullUri} is not an http or https URL of a host and a path`);
  const [, scheme, ipv6, name, port, path] = parts as unknown as string[];
  if (scheme!.length > 4) return [url];
  const host = ipv6 ?? name!;
  const isLiteral = isIP(host);
  const hosts = (isLiteral ? [host] : await resolve(host)).map(hostOf);
  // This machine, and the fixed addresses of ECS (169.254.170.2) and EKS (169.254.170.23, fd00:ec2::23).
  const isOwn = /^(127\.[\d.]+|169\.254\.170\.23?|\[(::1|fd00:ec2::23)])$/;
  if (!hosts.length || !hosts.every((address) => isOwn.test(address))) {
    throw misconfigured(`${fullUri} is http to ${host}, which is not this machine`);
  }
  return isLiteral ? [url] : [`http://${hosts[0]}${port}${path}`, { host: host + port }];
}

/** An address as it stands in a URL, in its one canonical form. */
function hostOf(address: string): string {
  return new URL(`http://${isIP(address) === 6 ? `[${address.replace(/%.*/, "")}]` : address}`).hostname;
}

async function addressesOf(host: string): Promise<readonly string[]> {
  // Here, and not above, because a bundle in one file would load it, for two milliseconds, in every program.
  const { lookup } = await import("node:dns/promises");
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch (cause) {
    throw noCredentials(`${host} has no address`, cause);
  }
}

async function authorization(env: CredentialsContext["environment"]["env"]): Promise<string | undefined> {
  const file = env(`${tokenVariable}_FILE`);
  const token = file ? await readSecret(file) : env(tokenVariable);
  if (token !== undefined && !/^[\t\x20-\x7e]*$/.test(token)) {
    throw misconfigured(`${file ?? tokenVariable} does not hold a token of one line`);
  }
  return token;
}
