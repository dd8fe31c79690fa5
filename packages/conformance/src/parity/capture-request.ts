import type { AnyOperation, Client, ClientConfig, HttpRequest } from "@inia/core";

/** A request as it went to the transport, or what a client said in place of sending one. */
export type Captured = string | (Omit<HttpRequest, "body"> & { readonly body: string });

/** Thrown by the transport, which sends nothing. */
class Unsent extends Error {}

/** Asks a client for a request and gives it as it would be sent; time and tokens are the same in every one. */
export async function captureRequest(
  newClient: (config: ClientConfig) => Client,
  operation: AnyOperation,
  input: Record<string, unknown>,
): Promise<Captured> {
  let captured: Captured | undefined;
  const client = newClient({
    ...fixedConfig,
    transport: {
      async handle({ method, url, headers, body }) {
        captured = { method, url, headers: comparable(headers), body: await textOf(body) };
        throw new Unsent("not sent");
      },
    },
  });
  try {
    await client.send(operation, input);
  } catch (error) {
    if (captured === undefined) return String(error);
  }
  return captured ?? "nothing was sent, and nothing said";
}

const noFiles = new Map<string, never>();

/** Configuration that needs no files and no environment. */
export const fixedConfig: ClientConfig = {
  region: "us-west-2",
  credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret", accountId: "123456789012" },
  token: () => Promise.resolve({ token: "token" }),
  maxAttempts: 1,
  environment: {
    env: () => undefined,
    files: () =>
      Promise.resolve({
        profiles: noFiles,
        config: noFiles,
        credentials: noFiles,
        ssoSessions: noFiles,
        services: noFiles,
      }),
  },
};

/** Headers without the signatures that are others each time: SigV4a signs with random numbers. */
function comparable(headers: Record<string, string>): Record<string, string> {
  const { authorization } = headers;
  if (!authorization?.startsWith("AWS4-ECDSA-")) return headers;
  return { ...headers, authorization: authorization.replace(/Signature=[0-9a-f]+$/, "Signature=") };
}

/** Bytes as text that keeps each of them. */
async function textOf(body: HttpRequest["body"]): Promise<string> {
  if (body === undefined) return "";
  if (body instanceof Uint8Array) return Buffer.from(body).toString("latin1");
  const parts: Uint8Array[] = [];
  for await (const part of body) parts.push(part);
  return Buffer.concat(parts).toString("latin1");
}

/** Stops the clock and makes tokens predictable while `work` runs. */
export async function withFixedTime<T>(work: () => Promise<T>): Promise<T> {
  const { now } = Date;
  Date.now = () => 1_700_000_000_000;
  Object.defineProperty(crypto, "randomUUID", {
    value: () => "00000000-0000-4000-8000-000000000000",
    configurable: true,
  });
  try {
    return await work();
  } finally {
    Date.now = now;
    Reflect.deleteProperty(crypto, "randomUUID");
  }
}
