import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createEnvironment } from "../../config/environment-node.ts";
import {
  Client,
  isServiceError,
  type ClientConfig,
  type HttpRequest,
  type HttpResponse,
} from "../../index.ts";
import { presign } from "../../presign.ts";
import { restXml, s3, s3Express, type Operation, type Service } from "../../service.ts";

const GetObject: Operation<"S3", { Bucket: string; Key: string }, {}> = {
  name: "GetObject",
  http: "GET /{Key+}",
  input: {
    structure: { Bucket: { shape: "string", uri: "Bucket" }, Key: { shape: "string", uri: "Key" } },
    required: ["Bucket", "Key"],
  },
  endpointParameters: ({ Bucket }) => ({ Bucket }),
};

const service: Service<"S3"> = {
  id: "S3",
  apiVersion: "2006-03-01",
  endpointPrefix: "s3",
  signingName: "s3",
  protocol: restXml,
  rawPath: true,
  customizations: [s3],
  signers: { "sigv4-s3express": s3Express },
  endpoint: ({ Bucket, DisableS3ExpressSessionAuth }) => ({
    url: `https://${Bucket}.s3express-use1-az4.us-east-1.amazonaws.com`,
    properties: {
      authSchemes: [
        {
          name: DisableS3ExpressSessionAuth ? "sigv4" : "sigv4-s3express",
          signingName: "s3express",
          signingRegion: "us-east-1",
        },
      ],
    },
  }),
};

const start = new Date("2026-03-04T05:00:00Z");
const minutes5 = 300_000;

beforeEach(() => void vi.useFakeTimers({ now: start, toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

/** A client over a service that gives sessions of five minutes, named by number. */
function directoryBuckets(config: ClientConfig = {}, answer?: (request: HttpRequest) => number | undefined) {
  const requests: HttpRequest[] = [];
  let sessions = 0;
  const transport = {
    async handle(request: HttpRequest): Promise<HttpResponse> {
      requests.push(request);
      const status = answer?.(request);
      const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
      if (status !== undefined) {
        const body = `<Error><Code>${status === 400 ? "ExpiredToken" : "AccessDenied"}</Code></Error>`;
        return { status, headers: {}, body: encode(body) };
      }
      if (!request.url.endsWith("?session")) return { status: 200, headers: {}, body: encode("") };
      const id = ++sessions;
      const end = new Date(Date.now() + minutes5).toISOString();
      const body = `<CreateSessionResult><Credentials><AccessKeyId>SESSION${id}</AccessKeyId><SecretAccessKey>s${id}</SecretAccessKey><SessionToken>t${id}</SessionToken><Expiration>${end}</Expiration></Credentials></CreateSessionResult>`;
      return { status: 200, headers: {}, body: encode(body) };
    },
  };
  const client = new Client(service, {
    region: "us-east-1",
    credentials: { accessKeyId: "AKID", secretAccessKey: "canary-secret", sessionToken: "canary-sts" },
    environment: createEnvironment({ AWS_CONFIG_FILE: "/nowhere", AWS_SHARED_CREDENTIALS_FILE: "/nowhere" }),
    transport,
    ...config,
  });
  const get = (Bucket = "b--use1-az4--x-s3") => client.send(GetObject, { Bucket, Key: "k" });
  const signers = () => requests.map(({ headers }) => /Credential=(\w+)/.exec(headers["authorization"]!)![1]);
  return { client, requests, get, signers };
}

describe("S3 Express", () => {
  it("signs with a session of the bucket, which the client's credentials open", async () => {
    const { get, requests, signers } = directoryBuckets();
    await get();
    await get();
    expect(signers()).toEqual(["AKID", "SESSION1", "SESSION1"]);
    expect(requests[0]!.headers["x-amz-security-token"]).toBe("canary-sts");
    expect(requests[1]!.headers["x-amz-s3session-token"]).toBe("t1");
    expect(requests[1]!.headers).not.toHaveProperty("x-amz-security-token");
    expect(requests[1]!.headers["authorization"]).toMatch(/us-east-1\/s3express\/.*x-amz-s3session-token/);
  });

  it("opens one session for calls at once, and one for each bucket", async () => {
    const { get, signers } = directoryBuckets();
    await Promise.all([get(), get(), get()]);
    await get("c--use1-az4--x-s3");
    expect(signers().filter((id) => id === "AKID")).toHaveLength(2);
  });

  it("renews a session 45 seconds before its end without waiting, and 10 seconds before with", async () => {
    const { get, signers } = directoryBuckets();
    await get();
    vi.setSystemTime(start.getTime() + minutes5 - 46_000);
    await get();
    vi.setSystemTime(start.getTime() + minutes5 - 44_000);
    await get();
    await get();
    expect(signers().slice(0, 2)).toEqual(["AKID", "SESSION1"]);
    expect(signers().slice(2, 3)).toEqual(["SESSION1"]);
    expect(signers().slice(3).sort()).toEqual(["AKID", "SESSION1", "SESSION2"]);
    vi.setSystemTime(start.getTime() + 2 * minutes5 - 44_000 - 10_000);
    await get();
    expect(signers().slice(-2)).toEqual(["AKID", "SESSION3"]);
  });

  it("goes on with a session whose early renewal fails", async () => {
    let fail = false;
    const { get, signers } = directoryBuckets({ maxAttempts: 1 }, ({ url }) =>
      fail && url.endsWith("?session") ? 403 : undefined,
    );
    await get();
    fail = true;
    vi.setSystemTime(start.getTime() + minutes5 - 30_000);
    await get();
    expect(signers().slice(2).sort()).toEqual(["AKID", "SESSION1"]);
    vi.setSystemTime(start.getTime() + minutes5 - 10_000);
    const error = await get().catch((thrown: unknown) => thrown);
    expect(isServiceError(error, "AccessDenied")).toBe(true);
    expect(String(error)).toContain("S3 CreateSession");
  });

  it("opens another session when the service calls one expired, once", async () => {
    const expired = ({ headers }: HttpRequest): number | undefined =>
      headers["authorization"]!.includes("SESSION1") ? 400 : undefined;
    const { get, signers } = directoryBuckets({}, expired);
    await get();
    expect(signers()).toEqual(["AKID", "SESSION1", "AKID", "SESSION2"]);
  });

  it("keeps the sessions of 100 buckets and forgets the one not used for longest", async () => {
    const { get, requests } = directoryBuckets();
    for (let i = 0; i < 100; i++) await get(`b${i}--use1-az4--x-s3`);
    await get("b0--use1-az4--x-s3");
    await get("b100--use1-az4--x-s3");
    requests.length = 0;
    await get("b0--use1-az4--x-s3");
    expect(requests).toHaveLength(1);
    await get("b1--use1-az4--x-s3");
    expect(requests).toHaveLength(3);
  });

  it("signs with the credentials themselves when that was asked for", async () => {
    const { get, signers } = directoryBuckets({ s3DisableExpressSessionAuth: true });
    await get();
    expect(signers()).toEqual(["AKID"]);
  });

  it("presigns with a session, whose end is that of the URL", async () => {
    const { client } = directoryBuckets();
    const { url, expiresAt } = await presign(client, GetObject, { Bucket: "b--use1-az4--x-s3", Key: "k" });
    expect(url).toMatch(/X-Amz-Credential=SESSION1%2F.*&X-Amz-S3session-Token=t1&X-Amz-Signature=/);
    expect(expiresAt).toEqual(new Date(start.getTime() + minutes5));
  });
});
