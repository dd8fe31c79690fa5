import { describe, expect, it, vi } from "vitest";
import { readBody } from "../../http/read-body.ts";
import { isServiceError, type ClientConfig, type HttpRequest, type RetryStrategy } from "../../index.ts";
import { recordingClient, type Answer } from "../../pipeline/recording-client.fixture.ts";
import { openRequestBody, restXml, s3, type Operation, type Service } from "../../service.ts";

type Input = { Bucket: string; Key?: string; Body?: string | AsyncIterable<Uint8Array> };

function operation(name: string, http: string): Operation<"S3", Input, {}> {
  const key = http.includes("{Key+}") && { Key: { shape: "string", uri: "Key" } as const };
  const put = name === "PutObject" && { Body: { shape: "blob", payload: true } as const };
  return {
    name,
    http,
    input: { structure: { Bucket: { shape: "string", uri: "Bucket" }, ...key, ...put } },
    endpointParameters: ({ Bucket }) => ({ Bucket }),
    ...(put && { streamInput: openRequestBody }),
  };
}

const inputOf = ({ http }: Operation<"S3", Input, {}>): Input => ({
  Bucket: "b",
  ...(http!.includes("Key") && { Key: "k" }),
});

const GetObject = operation("GetObject", "GET /{Key+}");
const PutObject = operation("PutObject", "PUT /{Key+}");
const HeadObject = operation("HeadObject", "HEAD /{Key+}");
const HeadBucket = operation("HeadBucket", "HEAD /");
const CreateBucket = operation("CreateBucket", "PUT /");

const service: Service<"S3"> = {
  id: "S3",
  apiVersion: "2006-03-01",
  endpointPrefix: "s3",
  signingName: "s3",
  protocol: restXml,
  rawPath: true,
  customizations: [s3],
  endpoint: ({ Bucket, Region, Endpoint }) => ({
    url: Endpoint ? `${Endpoint}/${Bucket}` : `https://${Bucket}.s3.${Region}.amazonaws.com`,
    properties: { authSchemes: [{ name: "sigv4", signingName: "s3", signingRegion: String(Region) }] },
  }),
};

const regionHeader = { "x-amz-bucket-region": "eu-west-1" };
const error = (code: string, more = ""): string => `<Error><Code>${code}</Code>${more}</Error>`;
const here = (request: HttpRequest): boolean => new URL(request.url).host.includes(".eu-west-1.");

/** A client in us-west-2 of a bucket in eu-west-1: the wrong region gives `wrong`. */
function clientOf(wrong: Answer, config: ClientConfig = {}) {
  return recordingClient(service, (request) => (here(request) ? {} : wrong), config);
}

/** Host and signed region of each request. */
function places(requests: readonly HttpRequest[]): string[] {
  return requests.map(({ method, url, headers }) => {
    const region = /\/\d{8}\/([^/]+)\/s3\//.exec(headers["authorization"]!)![1];
    return `${method} ${new URL(url).host} ${region}`;
  });
}

const west = "b.s3.us-west-2.amazonaws.com us-west-2";
const ireland = "b.s3.eu-west-1.amazonaws.com eu-west-1";

describe("a bucket in another region", () => {
  it.each<[string, Operation<"S3", Input, {}>, Answer]>([
    ["301 with the header", GetObject, { status: 301, headers: regionHeader, body: error("PermanentRedirect") }],
    ["307 with the header", GetObject, { status: 307, headers: regionHeader, body: error("TemporaryRedirect") }],
    ["400 with the region in the body", GetObject, { status: 400, body: error("AuthorizationHeaderMalformed", "<Region>eu-west-1</Region>") }],
    ["400 of an opt-in region", GetObject, { status: 400, headers: regionHeader, body: error("IllegalLocationConstraintException") }],
    ["301 without a body", HeadObject, { status: 301, headers: regionHeader }],
    ["400 without a body", HeadObject, { status: 400, headers: regionHeader }],
    ["301 of the bucket itself", HeadBucket, { status: 301, headers: regionHeader }],
    ["400 of the bucket itself", HeadBucket, { status: 400, headers: regionHeader }],
  ])("is reached after %s, and at once by the next call", async (_, op, wrong) => {
    const { client, requests } = clientOf(wrong);
    const output = await client.send(op, inputOf(op));
    expect(output.$metadata.attempts).toBe(2);
    await client.send(GetObject, { Bucket: "b", Key: "k" });
    const method = op.http!.split(" ")[0]!;
    expect(places(requests)).toEqual([`${method} ${west}`, `${method} ${ireland}`, `GET ${ireland}`]);
  }); // prettier-ignore

  it("is asked for where the answer does not say which", async () => {
    const { client, requests } = recordingClient(service, (request, index) =>
      here(request) ? { headers: regionHeader } : { status: 400, headers: index === 0 ? {} : regionHeader },
    );
    await client.send(HeadObject, { Bucket: "b", Key: "k" });
    // The question itself is answered in the bucket's region as well.
    expect(places(requests)).toEqual([`HEAD ${west}`, `HEAD ${west}`, `HEAD ${ireland}`, `HEAD ${ireland}`]);
  });

  it("is signed for where its host is the same everywhere", async () => {
    const accelerated: Service<"S3"> = {
      ...service,
      endpoint: (parameters) => ({
        ...service.endpoint(parameters),
        url: "https://b.s3-accelerate.amazonaws.com",
      }),
    };
    const wrong = { status: 400, body: error("AuthorizationHeaderMalformed", "<Region>eu-west-1</Region>") };
    const { client, requests } = recordingClient(accelerated, (_, i) => (i === 0 ? wrong : {}));
    await client.send(GetObject, { Bucket: "b", Key: "k" });
    const host = "b.s3-accelerate.amazonaws.com";
    expect(places(requests)).toEqual([`GET ${host} us-west-2`, `GET ${host} eu-west-1`]);
  });

  it("costs nothing of the retry quota, and no attempt that the strategy counts", async () => {
    const afterFailure = vi.fn<RetryStrategy["afterFailure"]>(() => ({ refuse: true }));
    const afterSuccess = vi.fn<RetryStrategy["afterSuccess"]>();
    const retryStrategy = { maxAttempts: 1, afterFailure, afterSuccess };
    const wrong = { status: 301, headers: regionHeader, body: error("PermanentRedirect") };
    await clientOf(wrong, { retryStrategy }).client.send(GetObject, { Bucket: "b", Key: "k" });
    expect(afterFailure).not.toHaveBeenCalled();
    expect(afterSuccess.mock.calls).toEqual([[2, 0]]);
  });

  it("is reached by calls at the same time", async () => {
    const { client } = clientOf({ status: 301, headers: regionHeader, body: error("PermanentRedirect") });
    const calls = [1, 2, 3].map(() => client.send(GetObject, { Bucket: "b", Key: "k" }));
    for (const output of await Promise.all(calls)) expect(output.$metadata.attempts).toBe(2);
  });

  it("is looked for once in a call", async () => {
    const { client, requests } = recordingClient(service, (_, index) => ({
      status: 301,
      headers: { "x-amz-bucket-region": index % 2 === 0 ? "eu-west-1" : "us-west-2" },
      body: error("PermanentRedirect"),
    }));
    const failure = await client.send(GetObject, { Bucket: "b", Key: "k" }).catch((e: unknown) => e);
    expect(isServiceError(failure, "PermanentRedirect") && failure.attempts).toBe(2);
    expect(places(requests)).toEqual([`GET ${west}`, `GET ${ireland}`]);
  });

  it("gets a stream that was not read in the wrong one", async () => {
    const texts: string[] = [];
    const { client, requests } = recordingClient(service, (request) => {
      if (!here(request)) return { status: 301, headers: regionHeader, body: error("PermanentRedirect") };
      void readBody(request.body!).then((bytes) => texts.push(new TextDecoder().decode(bytes)));
      return {};
    });
    const Body = (async function* () {
      yield new TextEncoder().encode("hello");
    })();
    await client.send(PutObject, { Bucket: "b", Key: "k", Body });
    expect(requests.map(({ headers }) => headers["expect"])).toEqual(["100-continue", "100-continue"]);
    await vi.waitFor(() => expect(texts).toEqual(["hello"]));
  });

  it("gets the body once more, unless it was a stream that has been read", async () => {
    const wrong = { status: 301, headers: regionHeader, body: error("PermanentRedirect") };
    const { client, requests } = clientOf(wrong);
    await client.send(PutObject, { Bucket: "b", Key: "k", Body: "hello" });
    expect(requests.map(({ body }) => new TextDecoder().decode(body as Uint8Array))).toEqual([
      "hello",
      "hello",
    ]);

    const read = recordingClient(service, (request) => {
      void (request.body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]().next();
      return wrong;
    });
    const stream = (async function* () {
      yield new TextEncoder().encode("hello");
    })();
    const failure = read.client.send(PutObject, { Bucket: "b", Key: "k", Body: stream });
    await expect(failure).rejects.toMatchObject({ code: "PermanentRedirect", attempts: 1, retryable: false });
    expect(read.requests).toHaveLength(1);
  });

  it.each(["evil.com/", "x@evil", "evil.com", "", "123", "-x", "a".repeat(64), "eu-west-1\r\nx: y"])(
    "is not sent to where %j points",
    async (region) => {
      const { client, requests } = recordingClient(service, () => ({
        status: 301,
        headers: { "x-amz-bucket-region": region, location: "https://evil.example/" },
        body: error("PermanentRedirect"),
      }));
      await expect(client.send(GetObject, { Bucket: "b", Key: "k" })).rejects.toMatchObject({
        code: "PermanentRedirect",
        attempts: 1,
      });
      expect(places(requests)).toEqual([`GET ${west}`]);
    },
  );

  it("is not looked for with a custom endpoint", async () => {
    const { client, requests } = recordingClient(
      service,
      () => ({ status: 301, headers: regionHeader, body: error("PermanentRedirect") }),
      { endpoint: "http://localhost:4566" },
    );
    await expect(client.send(GetObject, { Bucket: "b", Key: "k" })).rejects.toThrow(/PermanentRedirect/);
    expect(requests).toHaveLength(1);
  });

  it("is not looked for behind an ARN", async () => {
    const arns = {
      ...service,
      endpoint: () => ({ url: "https://ap.s3-accesspoint.us-west-2.amazonaws.com" }),
    };
    const { client, requests } = recordingClient(arns, () => ({
      status: 301,
      headers: regionHeader,
      body: error("PermanentRedirect"),
    }));
    const Bucket = "arn:aws:s3:us-west-2:123456789012:accesspoint:ap";
    await expect(client.send(GetObject, { Bucket, Key: "k" })).rejects.toThrow(/PermanentRedirect/);
    expect(requests).toHaveLength(1);
  });

  it.each<[string, Operation<"S3", Input, {}>, Answer]>([
    ["a bucket that cannot be made there", CreateBucket, { status: 400, headers: regionHeader, body: error("IllegalLocationConstraintException") }],
    ["another refusal", GetObject, { status: 403, headers: regionHeader, body: error("AccessDenied") }],
    ["the region that was asked", GetObject, { status: 307, headers: { "x-amz-bucket-region": "us-west-2" }, body: error("TemporaryRedirect") }],
  ])("is not what %s is about", async (_, op, wrong) => {
    const { client, requests } = clientOf(wrong);
    await expect(client.send(op, inputOf(op))).rejects.toSatisfy((e) => isServiceError(e));
    expect(requests).toHaveLength(1);
  }); // prettier-ignore

  it("is remembered for the thousand buckets used last", async () => {
    const { client, requests } = clientOf({
      status: 301,
      headers: regionHeader,
      body: error("PermanentRedirect"),
    });
    for (let i = 0; i <= 1000; i++) await client.send(HeadBucket, { Bucket: `b${i}` });
    requests.length = 0;
    await client.send(HeadBucket, { Bucket: "b1000" });
    await client.send(HeadBucket, { Bucket: "b0" });
    expect(requests.map(({ url }) => new URL(url).host)).toEqual([
      "b1000.s3.eu-west-1.amazonaws.com",
      "b0.s3.us-west-2.amazonaws.com",
      "b0.s3.eu-west-1.amazonaws.com",
    ]);
  });
});
