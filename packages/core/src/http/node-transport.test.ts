import { spawn } from "node:child_process";
import { connect, createServer as createTcpServer, type AddressInfo, type Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import {
  AbortError,
  IntegrityError,
  TimeoutError,
  TransportError,
  ValidationError,
} from "../errors/errors.ts";
import { answer, callOptions, quick, startFaultServer, until } from "./fault-server.fixture.ts";
import { begin, cleanup, failure, get, listen, text } from "./node-transport.fixture.ts";
import { openRequestBody } from "./request-body.ts";

describe("connections", () => {
  it("A3: a listener whose queue is full", async () => {
    const source = `const s = require("net").createServer(); s.listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
      require("fs").writeSync(1, String(s.address().port)); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); });`;
    const child = spawn(process.execPath, ["-e", source], { stdio: ["ignore", "pipe", "inherit"] });
    cleanup.push(() => child.kill("SIGKILL"));
    const port = Number(await new Promise((resolve) => child.stdout.once("data", resolve)));
    for (let i = 0; i < 6; i++) {
      const filler = connect(port, "127.0.0.1").on("error", () => undefined);
      cleanup.push(() => filler.destroy());
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
    const error = await failure(get(begin(), `http://127.0.0.1:${port}/`));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ phase: "connect", limitMs: 250, retryable: true });
    expect(error.message).toBe(`no connection to 127.0.0.1:${port} within 250 ms`);
  });

  it("B9: closes an idle connection on which something arrives", async () => {
    const server = await listen((socket) => {
      answer(socket);
      setTimeout(() => answer(socket, "wrong"), 20);
    });
    await get(begin(), server.url + "/");
    await until(() => server.sockets.size === 0);
    expect(server.requests).toHaveLength(1);
  });

  it("B10: a connection that closes as it is used again fails in a way that may be retried", async () => {
    const server = await listen((socket) => {
      answer(socket);
      setImmediate(() => socket.destroy());
    });
    const transport = begin();
    const errors: unknown[] = [];
    for (let done = 0; done < 200 && errors.length < 400;) {
      await get(transport, server.url + "/").then(
        () => done++,
        (error: unknown) => errors.push(error),
      );
    }
    expect(errors.length).toBeLessThan(400);
    expect(errors.filter((error) => !(error instanceof TransportError && error.retryable))).toEqual([]);
  });

  it("closes a connection before its server says it will", async () => {
    const server = await listen((socket) => answer(socket, "ok", "keep-alive: timeout=1\r\n"));
    const transport = begin();
    await get(transport, server.url + "/");
    await get(transport, server.url + "/");
    expect(server.connections).toBe(2);
  });

  it("keeps none when told so", async () => {
    const server = await listen((socket) => answer(socket));
    const transport = begin({ proxy: false, keepAlive: false });
    await get(transport, server.url + "/");
    await until(() => server.sockets.size === 0);
    expect(server.connections).toBe(1);
  });

  it("takes the connection that was used last, and one that is still open", async () => {
    const server = await listen((socket) => answer(socket));
    const transport = begin();
    await Promise.all([get(transport, server.url + "/"), get(transport, server.url + "/")]);
    expect(server.sockets.size).toBe(2);
    const [first, second] = [...server.sockets];
    await get(transport, server.url + "/");
    second!.end();
    await until(() => second!.destroyed);
    await get(transport, server.url + "/");
    await get(transport, server.url + "/");
    first!.end();
    await until(() => first!.destroyed);
    await get(transport, server.url + "/");
    expect(server.requests).toHaveLength(6);
  });

  it("closes what is idle of an origin that is forgotten", async () => {
    const accepted: Socket[] = [];
    const server = await listen(
      (socket) => answer(socket),
      (socket) => accepted.push(socket),
    );
    const transport = begin();
    const { port } = server;
    // A thousand names for this machine.
    for (let name = 0; name <= 1_000; name++) {
      const letters = [..."localhost"].map((letter, at) =>
        (name >> at) & 1 ? letter.toUpperCase() : letter,
      );
      await get(transport, `${name < 512 ? "http" : "HTTP"}://${letters.join("")}:${port}/`);
    }
    expect(accepted).toHaveLength(1_001);
    await until(() => accepted[0]!.destroyed);
    expect(accepted[1]!.destroyed).toBe(false);
  });

  it("B11: queues beyond the limit, and lets none wait for ever", async () => {
    const server = await listen((socket) => void setTimeout(() => answer(socket), 20));
    const transport = begin({ proxy: false, maxConnections: 5 });
    const timeouts = { ...quick, acquire: 3_000 };
    await Promise.all(Array.from({ length: 100 }, () => get(transport, server.url + "/", { timeouts })));
    expect(server.connections).toBe(5);
    const held = await listen(() => undefined);
    const errors = await Promise.all(
      Array.from({ length: 12 }, () =>
        failure(get(transport, held.url + "/", { timeouts: { ...quick, acquire: 100 } })),
      ),
    );
    expect(errors.map((error) => error.phase).sort()).toEqual([
      ...Array(7).fill("acquire"),
      ...Array(5).fill("headers"),
    ]);
    expect(errors.find((error) => error.phase === "acquire").retryable).toBe(false);
    expect(held.connections).toBe(5);
  });

  it("I1: abort while waiting for a connection", async () => {
    const server = await listen(() => undefined);
    const transport = begin({ proxy: false, maxConnections: 1 });
    const first = failure(get(transport, server.url + "/"));
    const controller = new AbortController();
    const second = failure(get(transport, server.url + "/", { signal: controller.signal }));
    setTimeout(() => controller.abort(), 20);
    expect(await second).toBeInstanceOf(AbortError);
    expect(await first).toMatchObject({ phase: "headers" });
    expect(server.requests.length).toBe(1);
  });

  it("I2: leaves no listener on a signal, and warns of none", async () => {
    const server = await listen((socket) => answer(socket));
    const transport = begin();
    const { signal } = new AbortController();
    let listeners = 0;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => (listeners++, add(...args));
    signal.removeEventListener = (...args: Parameters<typeof remove>) => (listeners--, remove(...args));
    const warnings: Error[] = [];
    const onWarning = (warning: Error): number => warnings.push(warning);
    process.on("warning", onWarning);
    for (let i = 0; i < 20; i++) {
      await Promise.all(Array.from({ length: 50 }, () => get(transport, server.url + "/", { signal })));
    }
    process.off("warning", onWarning);
    expect(listeners).toBe(0);
    expect(warnings).toEqual([]);
  });

  it("I4: a small stream that nobody reads frees its connection", async () => {
    const server = await listen((socket) => answer(socket, "small"));
    const transport = begin({ proxy: false, maxConnections: 2 });
    for (let i = 0; i < 20; i++) await get(transport, server.url + "/", { stream: true });
    expect(server.connections).toBeLessThanOrEqual(2);
  });

  it("I6: idle connections do not keep the process alive", async () => {
    const server = await listen((socket) => answer(socket));
    const file = fileURLToPath(new URL("./node-transport.ts", import.meta.url));
    const source = `import { createNodeTransport } from ${JSON.stringify(file)};
      const timeouts = { connect: 3100, acquire: 10000, headers: 60000, body: 60000, stream: 20000, upload: 20000, attempt: 60000, operation: 0 };
      await createNodeTransport().handle({ method: "GET", url: ${JSON.stringify(server.url + "/")}, headers: {} }, { stream: false, timeouts });
      process.stdout.write("done");`;
    const tsx = import.meta.resolve("tsx");
    const child = spawn(process.execPath, ["--import", tsx, "--input-type=module", "-e", source], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let ended = 0;
    child.stdout.once("data", () => (ended = performance.now()));
    expect(await new Promise((resolve) => child.on("exit", resolve))).toBe(0);
    expect(performance.now() - ended).toBeLessThan(1_000);
  });

  it("refuses what would break the framing, and sends nothing", async () => {
    const server = await listen((socket) => answer(socket));
    const transport = begin();
    for (const request of [
      { method: "GET", url: `${server.url}/a b`, headers: {} },
      { method: "GET", url: `${server.url}/`, headers: { x: "a\r\nb: c" } },
      { method: "GET", url: `http://user@127.0.0.1:${server.port}/`, headers: {} },
    ]) {
      const error = await failure(transport.handle(request, callOptions()));
      expect(error).toBeInstanceOf(TransportError);
      expect(error.retryable).toBe(false);
    }
    expect(server.requests).toEqual([]);
    await get(transport, server.url + "/");
  });
});

describe("uploads", () => {
  const put = (
    url: string,
    body: AsyncIterable<Uint8Array> | Uint8Array,
    headers = {},
    transport = begin(),
  ) => transport.handle({ method: "PUT", url, headers, body }, callOptions());

  it("waits for the server to take a body, and gives up when it does not", async () => {
    let taken = 0;
    let closed = false;
    const server = await listen(
      () => undefined,
      (socket) => socket.pause(),
    );
    async function* body(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) {
          taken += 65_536;
          yield new Uint8Array(65_536);
        }
      } finally {
        closed = true;
      }
    }
    const error = await failure(put(server.url + "/", body()));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error.phase).toBe("upload");
    expect(taken).toBeLessThan(20_000_000);
    await until(() => closed);
    for (const socket of server.sockets) socket.resume();
    await until(() => server.sockets.size === 0);
  });

  it("notices a stall within bytes, too", async () => {
    const server = await listen(
      () => undefined,
      (socket) => socket.pause(),
    );
    expect(await failure(put(server.url + "/", new Uint8Array(30_000_000)))).toMatchObject({
      phase: "upload",
    });
  });

  it("does not count the time that the source takes", async () => {
    const server = await listen((socket) => answer(socket));
    async function* body(): AsyncGenerator<Uint8Array> {
      yield new Uint8Array(1);
      await new Promise((resolve) => setTimeout(resolve, 400));
      yield new Uint8Array(1);
    }
    expect(text(await put(server.url + "/", body(), { "content-length": "2" }))).toBe("ok");
  });

  it("sends large bytes whole", async () => {
    const server = await listen((socket, { body }) =>
      answer(socket, String(body.equals(Buffer.alloc(3_000_001, 7)))),
    );
    expect(text(await put(server.url + "/", new Uint8Array(3_000_001).fill(7)))).toBe("true");
  });

  it("stops when the server has refused", async () => {
    let closed = 0;
    const server = await startFaultServer(
      () => undefined,
      (socket) => {
        socket.once("data", () => answer(socket, "no", "", "403 Forbidden"));
      },
    );
    cleanup.push(() => server.close());
    const source = {
      next: async () => {
        await new Promise((resolve) => setTimeout(resolve, 10));
        return { done: false as const, value: new Uint8Array(1_000) };
      },
      return: async () => ({ done: true as const, value: void closed++ }),
      [Symbol.asyncIterator]() {
        return this;
      },
    };
    const response = await put(server.url + "/", source as AsyncIterable<Uint8Array>);
    expect(response.status).toBe(403);
    expect(text(response)).toBe("no");
    expect(closed).toBe(1);
    await until(() => server.sockets.size === 0);
  });

  it.each([
    ["the server asks for it", "HTTP/1.1 100 Continue\r\n\r\n", 500],
    ["a second has passed", "", 1_500],
  ])("sends a body that waits for 100 Continue when %s", async (_, hint, limit) => {
    let seen = "";
    const server = await startFaultServer(
      () => undefined,
      (socket) => {
        socket.on("data", (chunk) => {
          seen += chunk;
          if (seen.endsWith("\r\n\r\n") && hint) socket.write(hint);
          if (seen.endsWith("hello")) answer(socket);
        });
      },
    );
    cleanup.push(() => server.close());
    async function* body(): AsyncGenerator<Uint8Array> {
      yield Buffer.from("hello");
    }
    const from = performance.now();
    expect(
      (await put(server.url + "/", body(), { "content-length": "5", expect: "100-continue" })).status,
    ).toBe(200);
    expect(performance.now() - from).toBeLessThan(limit);
  });

  it("does not read a stream that the server refuses beforehand", async () => {
    let read = 0;
    const server = await startFaultServer(
      () => undefined,
      (socket) => {
        socket.once("data", () => answer(socket, "", "", "503 Slow Down"));
      },
    );
    cleanup.push(() => server.close());
    async function* source(): AsyncGenerator<Uint8Array> {
      read++;
      yield new Uint8Array(5);
    }
    const body = openRequestBody(source(), "5");
    const headers = { "content-length": "5", expect: "100-continue" };
    const response = await put(server.url + "/", body.open(), headers);
    expect(response.status).toBe(503);
    expect(read).toBe(0);
    expect(body.replayable).toBe(true);
  });

  it("does not read a stream whose refusal is long in coming", async () => {
    const server = await startFaultServer(
      () => undefined,
      (socket) => {
        socket.once("data", () => {
          socket.write("HTTP/1.1 503 Slow Down\r\ncontent-length: 2\r\n\r\n");
          setTimeout(() => socket.write("no"), 50);
        });
      },
    );
    cleanup.push(() => server.close());
    const source = async function* (): AsyncGenerator<Uint8Array> {
      yield new Uint8Array(5);
    };
    const body = openRequestBody(source(), "5");
    const headers = { "content-length": "5", expect: "100-continue" };
    expect(text(await put(server.url + "/", body.open(), headers))).toBe("no");
    expect(body.replayable).toBe(true);
  });

  it.each([
    ["ends short of", 4],
    ["overruns", 6],
  ])("I3: a source that %s its declared length", async (_, size) => {
    const server = await listen((socket) => answer(socket));
    async function* source(): AsyncGenerator<Uint8Array> {
      for (let i = 0; i < size; i++) yield new Uint8Array(1);
    }
    const body = openRequestBody(source(), "5").open();
    const error = await failure(put(server.url + "/", body, { "content-length": "5" }));
    expect(error).toBeInstanceOf(ValidationError);
    await until(() => server.sockets.size === 0);
  });
});

describe("IPv6", () => {
  it("connects to an address in brackets", async (test) => {
    const server = createTcpServer((socket) => void socket.once("data", () => answer(socket, "six")));
    const port = await new Promise<number>((resolve) => {
      server
        .on("error", () => resolve(0))
        .listen(0, "::1", () => resolve((server.address() as AddressInfo).port));
    });
    cleanup.push(() => server.close());
    if (port === 0) test.skip("this machine has no IPv6");
    expect(text(await get(begin(), `http://[::1]:${port}/`))).toBe("six");
  });
});

it("a truncated stream is never taken for a whole one, wherever it is cut", async () => {
  const whole = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n";
  const transport = begin();
  for (let cut = 1; cut < whole.length; cut += 3) {
    const server = await listen((socket) => void socket.end(whole.slice(0, cut)));
    const error = await failure(get(transport, server.url + "/"));
    expect(error instanceof IntegrityError || error instanceof TransportError).toBe(true);
    expect(error.retryable).toBe(true);
  }
});
