import { connect } from "node:net";
import { inspect } from "node:util";
import type { TlsOptions } from "node:tls";
import { row, type Case, type Row, type Start } from "../row.ts";
import type { Sdk } from "../sdk/sdk.ts";
import { startDeafListener } from "../server/deaf-listener.ts";
import type { FaultServer, Reply } from "../server/fault-server.ts";
import type { Kit } from "../server/kit.ts";
import { play } from "../server/replies.ts";
import { selfSigned } from "../server/self-signed.ts";
import { expiredTls, goodTls, trusting, wrongNameTls } from "../server/tls.ts";
import { getQueueUrl, queueUrl, queueUrlCase, queueUrlReply } from "./queue-url.ts";

/** A: connecting, names, TLS and proxies. */
export const familyA: readonly Row[] = [
  row("A1", "connection refused", [
    addressCase("always", ["Transport ECONNREFUSED"], async (kit) => {
      const server = await kit.serve(() => undefined);
      await server.close();
      return server.url;
    }),
  ]),
  row("A2", "unknown host", [
    addressCase("always", ["Transport ENOTFOUND|EAI_AGAIN"], () => "http://nowhere.invalid"),
  ]),
  row(
    "A3",
    "listener stopped, backlog full",
    [
      addressCase(
        "always",
        ["Timeout connect"],
        async (kit) => `http://127.0.0.1:${await startDeafListener(kit)}`,
      ),
    ],
    { waits: true },
  ),
  row("A4", "accepted, then reset", onConnection("RST", ["Transport ECONNRESET|EPIPE"])),
  row("A5", "accepted, then closed", onConnection("FIN", ["Transport"])),
  row(
    "A6",
    "TLS handshake never answered",
    [
      addressCase("always", ["Timeout connect"], async (kit) => {
        const { port } = await kit.serve(() => undefined, { onConnect: () => false });
        return `https://127.0.0.1:${port}`;
      }),
    ],
    { waits: true },
  ),
  row("A7", "certificate that is no good", [
    badCertificate("self-signed", selfSigned),
    badCertificate("unknown authority", goodTls, false),
    badCertificate("expired", expiredTls),
    badCertificate("wrong name", wrongNameTls),
  ]),
  row("A8", "TLS handshake that fails", [
    ...cutHandshake(),
    badCertificate("TLS 1.1 only", {
      ...goodTls,
      minVersion: "TLSv1",
      maxVersion: "TLSv1.1",
      ciphers: "DEFAULT@SECLEVEL=0",
    }),
  ]),
  row(
    "A9",
    "proxy that refuses or is silent",
    [
      proxyCase("407", ["Transport PROXY_407"], 1, refuse("407 Proxy Authentication Required")),
      proxyCase("502", ["Transport PROXY_502"], 3, refuse("502 Bad Gateway")),
      proxyCase("silent", ["Timeout connect"], 3, () => undefined),
    ],
    { waits: true },
  ),
  row("A10", "proxy before a bad certificate", [
    {
      ...proxyCase("wrong name", ["Tls"], 1, () => undefined),
      async start(kit) {
        const target = await kit.serve(queueUrlReply, { tls: wrongNameTls });
        const { start } = proxyCase("", ["Tls"], 1, tunnelTo(target));
        const started = await start(kit, { sdk: "inia", config: "T" });
        const check: Start["expect"]["check"] = (seen) =>
          started.expect.check?.(seen) ??
          (target.bytes > 0 ? `${target.bytes} bytes of HTTP reached the server` : undefined);
        const endpoint = `https://localhost:${target.port}`;
        return {
          target: { ...(started.target as object), endpoint },
          expect: { ...started.expect, check },
          env: await trusting(kit),
        };
      },
    },
  ]),
];

/** A call to an address where nobody answers. */
function addressCase(name: string, faults: string[], address: (kit: Kit) => Promise<string> | string): Case {
  return {
    name,
    fast: true,
    run: getQueueUrl,
    start: async (kit) => ({ target: { endpoint: await address(kit) }, expect: { faults, attempts: 3 } }),
  };
}

/** Connections that end before a byte is said: the first, or all. */
function onConnection(end: "RST" | "FIN", faults: string[]): Case[] {
  const cut = (times: number) => (socket: Parameters<typeof play>[0], n: number) => {
    if (n > times) return true;
    void play(socket, end);
    return false;
  };
  const ok = { value: { QueueUrl: queueUrl }, requests: 1 };
  return [
    queueUrlCase("once", queueUrlReply, ok, { options: { onConnect: cut(1) } }),
    queueUrlCase("always", queueUrlReply, { faults, attempts: 3 }, { options: { onConnect: cut(Infinity) } }),
  ];
}

/** A server that must not get a byte of HTTP, on one connection at most. */
function badCertificate(name: string, tls: TlsOptions, trusted: boolean = true): Case {
  return {
    name,
    fast: true,
    run: getQueueUrl,
    async start(kit) {
      const server = await kit.serve(queueUrlReply, { tls });
      const check = (): string | undefined =>
        server.bytes > 0 ? `${server.bytes} bytes of HTTP reached the server` : undefined;
      return {
        target: { endpoint: server.url },
        expect: { faults: ["Tls"], attempts: 1, check },
        ...(trusted && { env: await trusting(kit) }),
      };
    },
  };
}

function cutHandshake(): Case[] {
  const cutCase = (name: string, times: number, expect: Start["expect"]): Case => ({
    name,
    fast: true,
    run: getQueueUrl,
    async start(kit) {
      const onConnect: NonNullable<Parameters<Kit["serve"]>[1]>["onConnect"] = (socket, n) => {
        if (n > times) return true;
        socket.once("data", () => socket.resetAndDestroy());
        return false;
      };
      const { url } = await kit.serve(queueUrlReply, { tls: goodTls, onConnect });
      return { target: { endpoint: url }, expect, env: await trusting(kit) };
    },
  });
  return [
    cutCase("reset, once", 1, { value: { QueueUrl: queueUrl }, requests: 1 }),
    cutCase("reset, always", Infinity, { faults: ["Transport ECONNRESET|EPIPE"], attempts: 3 }),
  ];
}

const password = "hunter2-is-secret";

function refuse(status: string): Reply {
  return ({ socket }) => play(socket, `HTTP/1.1 ${status}\r\ncontent-length: 0\r\n\r\n`);
}

function tunnelTo(target: FaultServer): Reply {
  return ({ socket }) => {
    const onward = connect(target.port, "127.0.0.1");
    onward.on("error", () => socket.destroy());
    socket.on("close", () => onward.destroy());
    socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
    socket.removeAllListeners("data");
    socket.pipe(onward).pipe(socket);
  };
}

function proxyCase(name: string, faults: string[], attempts: number, reply: Reply): Case {
  return {
    name,
    fast: true,
    run: throughProxy,
    async start(kit) {
      const proxy = await kit.serve(reply);
      const url = `http://user:${password}@127.0.0.1:${proxy.port}`;
      const tell = [password, Buffer.from(`user:${password}`).toString("base64")];
      return {
        target: { endpoint: "https://service.test", proxy: url },
        expect: {
          faults,
          attempts,
          check: ({ output, outcome }) =>
            tell.some((secret) => `${output}${outcome.fault?.message}`.includes(secret))
              ? "the proxy's password is in an error or a log"
              : undefined,
        },
      };
    },
  };
}

/** Writes out all that the SDK says, so that the password can be looked for. */
async function throughProxy(sdk: Sdk, target: { endpoint: string; proxy: string }): Promise<unknown> {
  const log: string[] = [];
  try {
    return await sdk.client("sqs", { ...target, log }).call("GetQueueUrl", { QueueName: "truth" });
  } catch (error) {
    console.log(log.join("\n"), inspect(error, { depth: 8 }));
    throw error;
  }
}
