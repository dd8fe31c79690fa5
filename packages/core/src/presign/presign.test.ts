import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ConfigError } from "../index.ts";
import { presign, presignRequest } from "../presign.ts";
import { awsJson, awsQuery, bearer, restJson, sigv4a, type Operation, type Service } from "../service.ts";
import { clientOf, credentials, GetObject, PutObject, s3Service } from "./presign.fixture.ts";

const now = new Date("2013-05-24T00:00:00Z");

beforeEach(() => void vi.useFakeTimers({ now, toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

interface Input {
  Text?: string;
  Names?: string[];
}

const Speak: Operation<"Polly", Input, {}> = {
  name: "Speak",
  http: "POST /v1/speech",
  input: { structure: { Text: "string", Names: { list: "string" } } },
};

function speaking(service: Partial<Service<"Polly">>): Service<"Polly"> {
  return {
    id: "Polly",
    apiVersion: "2016-06-10",
    endpointPrefix: "polly",
    signingName: "polly",
    protocol: restJson,
    endpoint: () => ({ url: "https://polly.us-east-1.amazonaws.com" }),
    ...service,
  } as Service<"Polly">;
}

function parametersOf(url: string): URLSearchParams {
  return new URL(url).searchParams;
}

describe("presign", () => {
  it("signs an S3 object without its payload", async () => {
    const { url, method, headers, expiresAt, body } = await presign(
      clientOf(s3Service),
      GetObject,
      { Bucket: "b", Key: "a b/c" },
      { expiresIn: 86_400 },
    );
    const [start, query = ""] = url.split("?");
    expect({ start, method, headers, body }).toEqual({
      start: "https://b.s3.us-east-1.amazonaws.com/a%20b/c",
      method: "GET",
      headers: {},
      body: undefined,
    });
    expect(query.replace(/=.*?(&|$)/g, " ")).toBe(
      "X-Amz-Algorithm X-Amz-Credential X-Amz-Date X-Amz-Expires X-Amz-SignedHeaders X-Amz-Signature ",
    );
    expect(expiresAt).toEqual(new Date("2013-05-25T00:00:00Z"));
  });

  it("keeps headers as headers, signed", async () => {
    const upload = await presign(clientOf(s3Service), PutObject, {
      Bucket: "b",
      Key: "k",
      ContentType: "text/plain",
      ServerSideEncryption: "aws:kms",
      Body: "the sender's choice",
    });
    expect(upload.headers).toEqual({
      "content-type": "text/plain",
      "x-amz-server-side-encryption": "aws:kms",
    });
    expect(upload.body).toBeUndefined();
    expect(parametersOf(upload.url).get("X-Amz-SignedHeaders")).toBe(
      "content-type;host;x-amz-server-side-encryption",
    );
  });

  it("signs the checksum mode when it was asked for", async () => {
    const input = { Bucket: "b", Key: "k", ChecksumMode: "ENABLED" };
    const { headers } = await presign(clientOf(s3Service), GetObject, input);
    expect(headers).toEqual({ "x-amz-checksum-mode": "ENABLED" });
  });

  it("puts forms into the query of a GET", async () => {
    const client = clientOf(speaking({ protocol: awsQuery }));
    const { url, method, headers } = await presign(client, Speak, { Text: "a b+c" });
    expect({ method, headers }).toEqual({ method: "GET", headers: {} });
    expect(url).toContain("?Action=Speak&Version=2016-06-10&Text=a%20b%2Bc&X-Amz-Algorithm=");
  });

  it("puts Polly's JSON into the query of a GET", async () => {
    const { url, method, headers } = await presign(clientOf(speaking({})), Speak, {
      Text: "é!",
      Names: ["a", "b"],
    });
    expect({ method, headers }).toEqual({ method: "GET", headers: {} });
    expect(url).toContain("/v1/speech?Text=%C3%A9%21&Names=a&Names=b&X-Amz-Algorithm=");
  });

  it("signs the bodies of other services, and hands them over", async () => {
    const client = clientOf(speaking({ id: "Other" as never, protocol: awsJson, targetPrefix: "Other" }));
    const one = await presign(client, Speak, { Text: "a" });
    const other = await presign(client, Speak, { Text: "b" });
    expect(new TextDecoder().decode(one.body)).toBe('{"Text":"a"}');
    expect(one.headers).toHaveProperty("x-amz-target", "Other.Speak");
    expect(parametersOf(one.url).get("X-Amz-Signature")).not.toBe(
      parametersOf(other.url).get("X-Amz-Signature"),
    );
  });

  it("signs session tokens, and ends with the credentials", async () => {
    const expiration = new Date("2013-05-24T00:10:00Z");
    const client = clientOf(s3Service, { credentials: { ...credentials, sessionToken: "a/b=", expiration } });
    const { url, expiresAt } = await presign(client, GetObject, { Bucket: "b", Key: "k" });
    expect(parametersOf(url).get("X-Amz-Security-Token")).toBe("a/b=");
    expect(expiresAt).toEqual(expiration);
  });

  it("signs with the clock of the service", async () => {
    const client = clientOf(s3Service);
    (await client.context()).clockSkew.offset = 3_600_000;
    const { url, expiresAt } = await presign(client, GetObject, { Bucket: "b", Key: "k" }, { expiresIn: 60 });
    expect(parametersOf(url).get("X-Amz-Date")).toBe("20130524T010000Z");
    expect(expiresAt).toEqual(new Date("2013-05-24T00:01:00Z"));
  });

  it("signs for several regions", async () => {
    const authSchemes = [{ name: "sigv4a", signingName: "s3", signingRegionSet: ["*"] }];
    const client = clientOf({
      ...s3Service,
      signers: { sigv4a },
      endpoint: () => ({ url: "https://m.accesspoint.s3-global.amazonaws.com", properties: { authSchemes } }),
    });
    const { url } = await presign(client, GetObject, { Bucket: "b", Key: "k" });
    expect(Object.fromEntries(parametersOf(url))).toMatchObject({
      "X-Amz-Algorithm": "AWS4-ECDSA-P256-SHA256",
      "X-Amz-Credential": "AKIDEXAMPLE/20130524/s3/aws4_request",
      "X-Amz-Region-Set": "*",
      "X-Amz-Signature": expect.stringMatching(/^30/),
    });
  });

  it("gives the plain URL of an anonymous client", async () => {
    const client = clientOf(s3Service, { credentials: "anonymous" });
    const { url } = await presign(client, GetObject, { Bucket: "b", Key: "k" });
    expect(url).toBe("https://b.s3.us-east-1.amazonaws.com/k");
  });

  it.each([0, -1, 1.5, 604_801, NaN])("refuses to sign for %d seconds", async (expiresIn) => {
    const call = presign(clientOf(s3Service), GetObject, { Bucket: "b", Key: "k" }, { expiresIn });
    await expect(call).rejects.toThrow(ConfigError);
  });

  it("says so where a scheme has no presigned URLs", async () => {
    const token = async () => ({ token: "t" });
    const client = clientOf(speaking({ auth: ["bearer"], signers: { bearer } }), { token });
    await expect(presign(client, Speak, {})).rejects.toThrow("bearer has no presigned URLs");
  });
});

describe("presignRequest", () => {
  // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html, the example at its end.
  it("gives the signature of S3's documentation", async () => {
    const { url } = await presignRequest({
      url: "https://examplebucket.s3.amazonaws.com/test.txt",
      signingName: "s3",
      region: "us-east-1",
      credentials: {
        accessKeyId: "AKIAIOSFODNN7EXAMPLE",
        secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
      },
      expiresIn: 86_400,
      payloadHash: "UNSIGNED-PAYLOAD",
    });
    expect(url.slice(-64)).toBe("aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
  });

  it("takes credentials and region of any client, and adds a token after signing when asked to", async () => {
    const client = clientOf(s3Service, { credentials: { ...credentials, sessionToken: "t" } });
    const request = { url: "wss://x.iot.eu-west-1.amazonaws.com/mqtt", signingName: "iotdevicegateway" };
    const { url } = await presignRequest({ ...request, client, unsignedSessionToken: true });
    const without = await presignRequest({ ...request, credentials, region: "us-east-1" });
    expect(url).toBe(without.url.replace("&X-Amz-Signature", "&X-Amz-Security-Token=t&X-Amz-Signature"));
  });

  it("says what is missing", async () => {
    const request = { url: "https://a.example.com/", signingName: "a" };
    await expect(presignRequest(request)).rejects.toThrow("no credentials to sign with");
    await expect(presignRequest({ ...request, credentials })).rejects.toThrow("no region to sign with");
  });
});
