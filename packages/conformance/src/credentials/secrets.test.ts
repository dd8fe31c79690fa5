/** What of the secrets of a client shows in its errors, its logs and its objects, whatever goes wrong: nothing. */
import { createHash } from "node:crypto";
import { createServer as createHttpsServer } from "node:https";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createNetServer, type AddressInfo, type Server as NetServer } from "node:net";
import { inspect } from "node:util";
import {
  AbortError,
  Client,
  ConfigError,
  CredentialsError,
  IntegrityError,
  ParseError,
  SdkError,
  ServiceError,
  Session,
  TimeoutError,
  TlsError,
  TransportError,
  ValidationError,
  createStandardRetry,
  type ClientConfig,
  type Credentials,
  type Operation,
  type Service,
} from "@inia/core";
import { fromStatic } from "@inia/core/credentials";
import { createPresignedPost, presign } from "@inia/core/presign";
import { bearer, restJson, sigv2, sigv4a } from "@inia/core/service";
import { createClient } from "@inia/dynamic";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createEnvironment } from "../../../core/src/config/environment-node.ts";
import { certificates } from "../../../core/src/http/certificates.fixture.ts";
import { createNodeTransport } from "../../../core/src/http/node-transport.ts";
import { modelsData } from "../../../../scripts/models/lock.ts";
import { findLeaks } from "./find-leaks.ts";

const credentials: Credentials = {
  accessKeyId: "AKIACANARY",
  secretAccessKey: "canary-secret",
  sessionToken: "canary-session-token",
};
/** 256 bits, as S3 wants the key of a customer. */
const customerKey = "canary-customer-key-of-32-bytes!";

interface VaultInput {
  Mode: string;
  Pin?: string;
  Note?: { Text?: string };
  Count?: number;
}

const OpenVault: Operation<"Vault", VaultInput, { Weight?: number; Pin?: string }> = {
  name: "OpenVault",
  http: "POST /{Mode}",
  input: {
    structure: {
      Mode: { shape: "string", uri: "Mode" },
      Pin: { shape: "string", sensitive: true },
      Note: { shape: { structure: { Text: "string" } }, sensitive: true },
      Count: "integer",
    },
    required: ["Mode"],
  },
  output: { structure: { Weight: "double", Pin: { shape: "string", sensitive: true } } },
};

const secretInput = { Pin: "canary-pin", Note: { Text: "canary-note" } };

function vault(auth = "sigv4"): Service<"Vault"> {
  return {
    id: "Vault",
    apiVersion: "2030-01-01",
    endpointPrefix: "vault",
    signingName: "vault",
    auth: [auth],
    protocol: restJson,
    endpoint: ({ Endpoint, Region }) => ({
      url: String(Endpoint),
      properties: { authSchemes: [{ name: auth, signingName: "vault", signingRegion: String(Region) }] },
    }),
    signers: { bearer, v2: sigv2, sigv4a },
  };
}

const servers: (Server | NetServer)[] = [];
let [http, tls, garbage, proxy, closed] = ["", "", "", "", ""];

async function listen(server: Server | NetServer): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** What the service answers, by the path. What it got it repeats only where services do. */
function answer(request: IncomingMessage, response: ServerResponse): void {
  const json = (status: number, body: object, headers = {}): void =>
    void response
      .writeHead(status, { "content-type": "application/json", ...headers })
      .end(JSON.stringify(body));
  const mode = (request.url ?? "").split(/[/?]/)[1];
  if (mode === "ok") json(200, { Weight: 1, Pin: "canary-out" });
  else if (mode === "refused") json(400, { __type: "ValidationException", message: "no" });
  else if (mode === "expired") json(400, { __type: "ExpiredToken", message: "The token has expired" });
  else if (mode === "broken") json(500, { message: "sorry" });
  else if (mode === "slow-down") json(429, { __type: "ThrottlingException" }, { "retry-after": "0" });
  else if (mode === "html") response.writeHead(200).end("<html>canary");
  else if (mode === "html-error") response.writeHead(403).end("<html>");
  else if (mode === "short")
    response.writeHead(200, { "content-length": "100" }).end("{", () => request.socket.destroy());
  else if (mode === "reset") request.socket.destroy();
  else if (mode === "token")
    json(403, {
      message: `not a valid key=value pair in Authorization header: '${request.headers.authorization}'.`,
    });
  else if (mode === "signature") {
    // As services tell why: with the canonical request, whose headers include the token.
    const canonical = `POST\n/signature\n\nhost:x\nx-amz-date:20300101T000000Z\nx-amz-security-token:${request.headers["x-amz-security-token"]}\n\nhost;x-amz-date;x-amz-security-token\nabc`;
    json(403, {
      __type: "InvalidSignatureException",
      message: `The Canonical String for this request should have been\n'${canonical}'`,
    });
  }
  // "silence" gets no answer
}

beforeAll(async () => {
  http = `http://${await listen(createServer(answer))}`;
  const certificate = { cert: certificates.wrongName, key: certificates.key };
  tls = `https://${await listen(createHttpsServer(certificate, answer))}`;
  garbage = `http://${await listen(createNetServer((socket) => socket.on("error", () => undefined).end("canary nonsense\r\n\r\n")))}`;
  proxy = await listen(
    createNetServer((socket) =>
      socket.on("error", () => undefined).once("data", () => socket.end("HTTP/1.1 407 No\r\n\r\n")),
    ),
  );
  const gone = createNetServer();
  closed = `http://${await listen(gone)}`;
  gone.close();
});

afterAll(() => {
  for (const server of servers) {
    server.close();
    if ("closeAllConnections" in server) server.closeAllConnections();
  }
});

interface Given {
  readonly config?: () => ClientConfig;
  readonly auth?: string;
  readonly input?: object;
  readonly options?: () => { signal?: AbortSignal; timeout?: number };
}

const limits = { connect: 200, headers: 200, body: 200 };

/** A client that logs all there is to log, tries twice, and does not wait. */
function clientOf({ config, auth }: Given, logs: unknown[]): Client<"Vault"> {
  const log = (...line: unknown[]): void => void logs.push(line);
  return new Client(vault(auth), {
    region: "us-east-1",
    endpoint: http,
    credentials,
    environment: createEnvironment({ HOME: "/nowhere" }),
    logger: { debug: log, info: log, warn: log, error: log },
    retryStrategy: createStandardRetry({ maxAttempts: 2, baseDelay: 0 }),
    timeouts: limits,
    hooks: {
      call: [
        (next) => (call) => (log("call", inspect(call, { depth: 20 }), JSON.stringify(call)), next(call)),
      ],
      attempt: [
        (next) => async (call, request) => {
          const response = await next(call, request);
          log("attempt", inspect(call, { depth: 20 }), JSON.stringify(call));
          return response;
        },
      ],
    },
    ...config?.(),
  });
}

const rows: [name: string, kind: { readonly kind: string } | undefined, mode: string, given?: Given][] = [
  ["a call that succeeds", undefined, "ok"],
  ["input that cannot be sent", ValidationError, "ok", { input: { Pin: 7, Note: "canary-note", Count: "x" } }],
  ["an unknown member", ValidationError, "ok", { input: { Note: { Txt: "canary-note" } } }],
  ["a service that refuses", ServiceError, "refused"],
  ["a service that says the token is over", ServiceError, "expired"],
  ["a service that is broken", ServiceError, "broken"],
  ["a service that throttles", ServiceError, "slow-down"],
  ["an error that is no JSON", ServiceError, "html-error"],
  ["a signature that is wrong, and the service tells how", ServiceError, "signature"],
  ["an answer that is no JSON", ParseError, "html"],
  ["an answer that is cut short", IntegrityError, "short"],
  ["a connection that is cut", TransportError, "reset"],
  ["no answer", TimeoutError, "silence"],
  ["no time left", TimeoutError, "silence", { options: () => ({ timeout: 50 }) }],
  ["an abort", AbortError, "silence", { options: () => ({ signal: AbortSignal.timeout(50) }) }],
  ["an abort before the call", AbortError, "ok", { options: () => ({ signal: AbortSignal.abort("stop") }) }],
  ["nobody listens", TransportError, "ok", { config: () => ({ endpoint: closed }) }],
  ["not HTTP", TransportError, "ok", { config: () => ({ endpoint: garbage }) }],
  ["a certificate of somebody else", TlsError, "ok", { config: () => ({ endpoint: tls }) }],
  ["a host that does not exist", TransportError, "ok", { config: () => ({ endpoint: "http://no-such-host.invalid" }) }],
  ["a proxy that wants another password", TransportError, "ok", { config: () => ({ endpoint: tls, transport: createNodeTransport({ proxy: `http://user:canary-password@${proxy}` }) }) }],
  ["a proxy that does not answer with HTTP", TransportError, "ok", { config: () => ({ transport: createNodeTransport({ proxy: `http://user:canary-password@${garbage.slice(7)}` }) }) }],
  ["a proxy whose URL cannot be read", TransportError, "ok", { config: () => ({ transport: createNodeTransport({ proxy: "http://user:canary-password@:x" }) }) }],
  ["an endpoint with a password", ConfigError, "ok", { config: () => ({ endpoint: "http://user:canary-password@host" }) }],
  ["a region that is none", ConfigError, "ok", { config: () => ({ region: "a b" }) }],
  ["credentials of a function that fails", CredentialsError, "ok", { config: () => ({ credentials: () => Promise.reject(new CredentialsError({ what: "none" })) }) }],
  ["credentials of a function, not frozen", undefined, "ok", { config: () => ({ credentials: async () => ({ ...credentials }) }) }],
  ["credentials without a secret", CredentialsError, "ok", { config: () => ({ credentials: async () => ({ accessKeyId: "AKIACANARY" }) as Credentials }) }],
  ["fromStatic", undefined, "ok", { config: () => ({ credentials: fromStatic(credentials) }) }],
  ["a bearer token", undefined, "ok", { auth: "bearer", config: () => ({ token: async () => ({ token: "canary-bearer" }) }) }],
  ["a bearer token that is refused", ServiceError, "refused", { auth: "bearer", config: () => ({ token: async () => ({ token: "canary-bearer" }) }) }],
  ["a bearer token that the service repeats", ServiceError, "token", { auth: "bearer", config: () => ({ token: async () => ({ token: "canary-bearer" }) }) }],
  ["no bearer token", CredentialsError, "ok", { auth: "bearer" }],
  ["Signature Version 2", undefined, "ok", { auth: "v2" }],
  ["Signature Version 4a", undefined, "ok", { auth: "sigv4a" }],
]; // prettier-ignore

describe(`canaries: ${rows.length} things that happen to a call`, () => {
  test.each(rows)("%s", async (_, kind, mode, given = {}) => {
    const logs: unknown[] = [];
    const client = clientOf(given, logs);
    const error = await client
      .send(OpenVault, { Mode: mode, ...(given.input ?? secretInput) } as VaultInput, given.options?.())
      .then(() => undefined)
      .catch((thrown: unknown) => thrown);
    expect((error as { constructor: { kind?: string } } | undefined)?.constructor.kind).toBe(kind?.kind);
    const context = await client.context().catch(() => undefined);
    const identity = await Promise.resolve(context?.credentials()).catch(() => undefined);
    expect(findLeaks({ error, client, context, identity, settings: context?.settings })).toEqual([]);
    // A hook sees the input, which is the caller's own to print; `maskInput` is there for that.
    expect(findLeaks({ logs: logs.map(withoutInput) })).toEqual([]);
    client.destroy();
  });

  test("the errors are of every kind there is", () => {
    const kinds = new Set(rows.map(([, kind]) => kind?.kind));
    const all = [ValidationError, ServiceError, ParseError, IntegrityError, TransportError, TimeoutError, AbortError, TlsError, ConfigError, CredentialsError]; // prettier-ignore
    expect(all.filter(({ kind }) => !kinds.has(kind))).toEqual([]);
  });
});

/** A line of the log without what a test's own hook printed of the caller's input. */
function withoutInput(line: unknown): unknown {
  return JSON.parse(JSON.stringify(line).replaceAll(/canary-(?:pin|note)/g, "input"));
}

describe("canaries: what is made of credentials", () => {
  test("sessions, clients, providers and their settings", async () => {
    const session = new Session({ region: "us-east-1", credentials, token: async () => ({ token: "canary-bearer" }) });
    const client = session.createClient(class extends Client { constructor(config: ClientConfig = {}) { super(vault(), config); } });
    const provider = fromStatic(credentials);
    const transport = createNodeTransport({ proxy: "http://user:canary-password@host" });
    const values = { session, client, provider, transport, held: await provider(), described: await session.describeConfig() };
    expect(findLeaks(values)).toEqual([]);
    expect(inspect(session)).toContain("us-east-1");
  }); // prettier-ignore

  test("presigned URLs, forms and tokens: the errors on the way to them", async () => {
    const s3 = await createClient("s3", { models: modelsData(), region: "us-east-1", credentials, environment: createEnvironment({}) });
    const failures = await Promise.all([
      presign(s3, s3.operations["GetObject"]!, { Bucket: "b", Key: "" }).catch((error: unknown) => error),
      presign(s3, s3.operations["GetObject"]!, { Bucket: "b", Key: "k" }, { expiresIn: 1e9 }).catch((error: unknown) => error),
      createPresignedPost(s3 as Client as Client<"S3">, { Bucket: "..", Key: "k" }).catch((error: unknown) => error),
      createPresignedPost(s3 as Client as Client<"S3">, { Bucket: "b", Key: "k", expiresIn: 0 }).catch((error: unknown) => error),
    ]);
    expect(failures.every((error) => error instanceof SdkError)).toBe(true);
    expect(findLeaks({ s3, ...Object.fromEntries(failures.map((error, n) => [`failure ${n}`, error])) })).toEqual([]);
  }); // prettier-ignore

  test("the key of a customer, which S3 gets in a header", async () => {
    const logs: unknown[] = [];
    const log = (...line: unknown[]): void => void logs.push(line);
    const s3 = await createClient("s3", { models: modelsData(), region: "us-east-1", endpoint: http, credentials, logger: { debug: log, warn: log }, environment: createEnvironment({}) });
    const md5 = createHash("md5").update(customerKey).digest("base64");
    const sealed = { SSECustomerAlgorithm: "AES256", SSECustomerKey: customerKey };
    for (const input of [{ Bucket: "refused", Key: "k", ...sealed }, { Bucket: "b", Key: 7, ...sealed }, { Bucket: "b", Key: "k", ...sealed, SSECustomerKey: { canary: 1 } }]) {
      const error: unknown = await s3["getObject"]!(input).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(SdkError);
      expect(findLeaks({ error, logs })).toEqual([]);
      expect(inspect(error, { depth: 20 })).not.toContain(md5);
    }
  }); // prettier-ignore
});

test("what a canary sounds like: the search finds what it should", () => {
  const text = "canary-secret";
  const base64 = ["", "x", "xx"].map((before) => Buffer.from(before + text).toString("base64"));
  const error = Object.assign(new Error("x", { cause: { deep: [text] } }), { code: 1 });
  const hidden = Object.defineProperty({}, "token", { value: text });
  const values = { text, hex: Buffer.from(text).toString("hex"), ...base64, error, hidden, url: `?X-Amz-Signature=${"a".repeat(64)}` };
  const found = new Set(findLeaks(values).map((line) => line.split(":")[0]));
  expect([...found].sort()).toEqual(Object.keys(values).sort());
  expect(findLeaks({ clean: { accessKeyId: "***" }, other: new Error("no") })).toEqual([]);
}); // prettier-ignore
