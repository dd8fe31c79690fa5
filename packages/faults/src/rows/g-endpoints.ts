import net from "node:net";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { row, type Case, type Row } from "../row.ts";
import type { Sdk } from "../sdk/sdk.ts";
import type { FaultServer, Reply } from "../server/fault-server.ts";
import { whole } from "../server/replies.ts";
import { accessKey, callWith, startCaller } from "./caller.ts";

/** The document of an endpoint that gives credentials. */
function keys(accessKeyId: string, expiresIn: number = 6 * 3_600_000): string {
  const Expiration = new Date(Date.now() + expiresIn).toISOString();
  const secret = { SecretAccessKey: "secret", Token: "token", Expiration };
  return JSON.stringify({ Code: "Success", Type: "AWS-HMAC", AccessKeyId: accessKeyId, ...secret });
}

const none: Reply = whole("", "", "404 Not Found");

/** What an instance's metadata service does; each part may go wrong. */
interface Instance {
  readonly token?: Reply;
  readonly role?: Reply;
  readonly credentials?: Reply;
}

function instance({
  token = whole("t1"),
  role = whole("role"),
  credentials = whole(keys("AKIDIMDS")),
}: Instance): Reply {
  const folder = "/latest/meta-data/iam/security-credentials";
  return (exchange) => {
    const { method, path } = exchange.request;
    if (method === "PUT" && path === "/latest/api/token") return token(exchange);
    if (path === folder || path === `${folder}/`) return role(exchange);
    return path.startsWith(`${folder}/`) ? credentials(exchange) : none(exchange);
  };
}

interface InstanceCase extends Instance {
  readonly name: string;
  /** Makes what depends on what was asked before. */
  readonly make?: () => Instance;
  readonly value?: unknown;
  readonly limit?: number;
  readonly run?: Case["run"];
  readonly fast?: boolean;
  check?(server: FaultServer): string | undefined;
}

function instanceCase({
  name,
  make,
  value,
  limit,
  run = accessKey,
  fast = true,
  check,
  ...parts
}: InstanceCase): Case {
  return {
    name,
    fast,
    run,
    async start(kit) {
      const metadata = await kit.serve(instance(make?.() ?? parts));
      const { url } = await startCaller(kit);
      const right = value === undefined ? { faults: ["Credentials"], truth: "AKIDIMDS" } : { value };
      return {
        target: { endpoint: url },
        env: { AWS_EC2_METADATA_DISABLED: "false", AWS_EC2_METADATA_SERVICE_ENDPOINT: metadata.url },
        expect: {
          ...right,
          check: ({ wall }) =>
            limit !== undefined && wall > limit ? `it took ${Math.round(wall)} ms` : check?.(metadata),
        },
      };
    },
  };
}

/** What the first version of the protocol would do: ask without a token. */
function asksWithoutToken({ requests }: FaultServer): string | undefined {
  const bare = requests.filter(
    ({ method, headers }) => method === "GET" && !headers["x-aws-ec2-metadata-token"],
  );
  return bare.length > 0 ? `${bare[0]!.path} was asked for without a token` : undefined;
}

function noToken(name: string, token: Reply): Case {
  return instanceCase({ name, token, limit: 4_000, check: asksWithoutToken, fast: name !== "silent" });
}

const renewedOnce: Case = instanceCase({
  name: "once",
  value: "AKIDIMDS",
  make() {
    let tokens = 0;
    return {
      token: (exchange) => whole(`t${++tokens}`)(exchange),
      credentials: (exchange) =>
        exchange.request.headers["x-aws-ec2-metadata-token"] === "t1"
          ? whole("", "", "401 Unauthorized")(exchange)
          : whole(keys("AKIDIMDS"))(exchange),
    };
  },
  check({ requests }) {
    const puts = requests.filter(({ method }) => method === "PUT").length;
    return puts === 2 ? undefined : `${puts} tokens were fetched`;
  },
});

const expired: Case = instanceCase({
  name: "three calls",
  value: ["AKIDIMDS", "AKIDIMDS", "AKIDIMDS"],
  credentials: whole(keys("AKIDIMDS", -60_000)),
  async run(sdk, { endpoint }: { endpoint: string }) {
    const call = callWith(sdk, endpoint, "default");
    return [await call(), await call(), await call()];
  },
  check({ requests }) {
    const fetched = requests.filter(({ path }) => path.endsWith("/role")).length;
    return fetched === 1 ? undefined : `credentials were fetched ${fetched} times`;
  },
});

function roleCase(name: string, role: string): Case {
  return instanceCase({
    name,
    role: whole(role),
    check: ({ requests }) => {
      const bad = requests.find(({ path }) => /\.\.|%0[ad]|x$|b$/i.test(path));
      return bad && `${bad.path} was asked for`;
    },
  });
}

const errorDocument: Case = instanceCase({
  name: "Code: Failed",
  credentials: whole(
    JSON.stringify({ Code: "Failed", Message: "no", LastUpdated: new Date().toISOString() }),
  ),
});

const containerRecovers: Case = {
  name: "500 twice",
  fast: false,
  run: accessKey,
  async start(kit) {
    const container = await kit.serve((exchange) =>
      exchange.n <= 2
        ? whole("", "", "500 Internal Server Error")(exchange)
        : whole(keys("AKIDCONTAINER"))(exchange),
    );
    const { url } = await startCaller(kit);
    return {
      target: { endpoint: url },
      env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${container.url}/keys` },
      expect: {
        value: "AKIDCONTAINER",
        check: () => (container.requests.length === 3 ? undefined : `${container.requests.length} requests`),
      },
    };
  },
};

/** Connections that the process would make, none of which is made. */
function refuseConnections(): string[] {
  const hosts: string[] = [];
  net.Socket.prototype.connect = function (this: net.Socket, ...given: any[]) {
    const [options] = Array.isArray(given[0]) ? (given[0] as [any]) : given;
    hosts.push(String(options.host));
    process.nextTick(() => this.destroy(Object.assign(new Error("refused here"), { code: "ECONNREFUSED" })));
    return this;
  } as typeof net.Socket.prototype.connect;
  return hosts;
}

/** Whether the SDK would connect to what the variable names. Nothing is sent. */
async function connects(sdk: Sdk): Promise<unknown> {
  const hosts = refuseConnections();
  const outcome = callWith(sdk, "http://127.0.0.1:9", "default")().then(
    () => undefined,
    (error: unknown) => sdk.classify(error),
  );
  // Whoever connects does so at once; what follows are attempts to do it again.
  const fault = await Promise.race([
    outcome,
    new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), 1_000)),
  ]);
  if (hosts.length === 0 && fault === undefined) throw new Error("neither refused nor connected");
  if (fault?.class === "Untyped") throw new Error(fault.message);
  return { connects: hosts.length > 0 };
}

function uriCase(variable: string, uri: string, allowed: boolean): Case {
  return {
    name: `${allowed ? "allowed" : "refused"} ${uri}`,
    fast: !allowed,
    exitLimit: 15_000,
    run: connects,
    start: () => ({
      target: {},
      env: { [`AWS_CONTAINER_CREDENTIALS_${variable}`]: uri },
      expect: { value: { connects: allowed }, truth: { connects: !allowed } },
    }),
  };
}

const redirected: Case = {
  name: "refused redirect",
  fast: true,
  run: accessKey,
  async start(kit) {
    const other = await kit.serve(whole(keys("AKIDOTHER")));
    const container = await kit.serve(whole("", `location: ${other.url}/\r\n`, "302 Found"));
    const { url } = await startCaller(kit);
    return {
      target: { endpoint: url },
      env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${container.url}/keys` },
      expect: {
        faults: ["Credentials"],
        check: () => (other.connections === 0 ? undefined : "the redirect was followed"),
      },
    };
  },
};

const refusedUris = [
  "http://169.254.169.254/",
  "http://evil/",
  "http://127.0.0.1x/",
  "http://localhost.evil/",
  "http://2130706433@evil/",
  "http://[::ffff:169.254.169.254]/",
  "ftp://127.0.0.1/",
  "http://user:pass@127.0.0.1/",
];

const allowedUris = [
  "https://example.com/",
  "http://127.1.2.3/",
  "http://[::1]/",
  "http://169.254.170.2/",
  "http://169.254.170.23/",
  "http://[fd00:ec2::23]/",
];

const brokenToken: Case = {
  name: "token with CR LF",
  fast: true,
  run: accessKey,
  async start(kit) {
    const container = await kit.serve(whole(keys("AKIDCONTAINER")));
    const file = join(await kit.folder(), "token");
    await writeFile(file, "one\r\nx-evil: 1");
    const { url } = await startCaller(kit);
    return {
      target: { endpoint: url },
      env: {
        AWS_CONTAINER_CREDENTIALS_FULL_URI: `${container.url}/keys`,
        AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file,
      },
      expect: {
        faults: ["Credentials", "Config"],
        truth: "AKIDCONTAINER",
        check: () => (container.requests.length === 0 ? undefined : "the token was sent"),
      },
    };
  },
};

/** The credentials end within every SDK's window of refreshing, so that each call fetches them anew. */
const changedToken: Case = {
  name: "token changes",
  fast: true,
  async start(kit) {
    const container = await kit.serve((exchange) => whole(keys("AKIDCONTAINER", 20_000))(exchange));
    const file = join(await kit.folder(), "token");
    await writeFile(file, "first");
    const { url } = await startCaller(kit);
    return {
      target: { endpoint: url, file },
      env: {
        AWS_CONTAINER_CREDENTIALS_FULL_URI: `${container.url}/keys`,
        AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file,
      },
      expect: {
        value: ["AKIDCONTAINER", "AKIDCONTAINER"],
        check() {
          const tokens = container.requests.map(({ headers }) => headers["authorization"]);
          return tokens.at(-1) === "second" ? undefined : `the tokens were ${tokens.join(", ")}`;
        },
      },
    };
  },
  async run(sdk, { endpoint, file }: { endpoint: string; file: string }) {
    const call = callWith(sdk, endpoint, "default");
    const first = await call();
    await writeFile(file, "second");
    return [first, await call()];
  },
};

/** G1–G8: endpoints that give credentials. */
export const credentialEndpointRows: readonly Row[] = [
  row("G1", "instance metadata without a token", [
    ...["403 Forbidden", "404 Not Found", "405 Method Not Allowed", "500 Internal Server Error"].map(
      (status) => noToken(status.slice(0, 3), whole("", "", status)),
    ),
    noToken("silent", () => undefined),
  ]),
  row("G2", "instance metadata token refused once", [renewedOnce]),
  row("G3", "instance metadata with expired credentials", [expired]),
  row("G4", "role names that are none", [roleCase("../x", "../x"), roleCase("CR LF", "a\r\nb")]),
  row("G5", "200 with an error document", [errorDocument]),
  row("G6", "container endpoint recovers", [containerRecovers]),
  row("G7", "container endpoint addresses", [
    ...refusedUris.map((uri) => uriCase("FULL_URI", uri, false)),
    uriCase("RELATIVE_URI", "@evil/", false),
    uriCase("RELATIVE_URI", "//evil/", false),
    ...allowedUris.map((uri) => uriCase("FULL_URI", uri, true)),
    uriCase("RELATIVE_URI", "/v2/keys", true),
    redirected,
  ]),
  row("G8", "container token files", [brokenToken, changedToken]),
];
