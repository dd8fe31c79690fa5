import { describe, expect, it } from "vitest";
import { recordingClient } from "../../pipeline/recording-client.fixture.ts";
import { restXml, s3, standardEndpoint, type Operation, type Service } from "../../service.ts";

const CopyObject: Operation<"S3", { Bucket: string; CopySource?: unknown }, {}> = {
  name: "CopyObject",
  http: "PUT /k",
  input: {
    structure: {
      Bucket: { shape: "string", uri: "Bucket" },
      CopySource: { shape: "string", header: "x-amz-copy-source" },
    },
  },
};

const service: Service<"S3"> = {
  id: "S3",
  apiVersion: "2006-03-01",
  endpointPrefix: "s3",
  signingName: "s3",
  protocol: restXml,
  customizations: [s3],
  endpoint: standardEndpoint("s3"),
};

async function sourceSent(Bucket: string, CopySource?: unknown): Promise<string | undefined> {
  const { client, requests } = recordingClient(service, () => ({ body: "<CopyObjectResult/>" }));
  await client.send(CopyObject, { Bucket, CopySource });
  return requests[0]!.headers["x-amz-copy-source"];
}

describe("S3 inputs", () => {
  it.each(["a", "a.b-c_d", "A".repeat(255), "...", "arn:aws:s3:us-east-1:1:accesspoint/x"])(
    "take %j as a bucket",
    async (bucket) => {
      expect(await sourceSent(bucket)).toBeUndefined();
    },
  );

  it.each(["", ".", "..", "a/b", "a b", "a?b", "a#b", "a@b", "ä", "a\nb", "a".repeat(256)])(
    "refuse %j as a bucket",
    async (bucket) => {
      await expect(sourceSent(bucket)).rejects.toMatchObject({
        name: "ValidationError",
        problems: [{ path: "CopyObject.Bucket" }],
      });
    },
  );

  it.each<[unknown, string | undefined]>([
    ["b/a b+c", "b/a%20b%2Bc"],
    ["b/k?versionId=v", "b/k?versionId=v"],
    [{ Bucket: "b", Key: "a/ä", VersionId: "v" }, "b/a/%C3%A4?versionId=v"],
    [{ Bucket: "arn:aws:s3:us-west-2:1:accesspoint/x", Key: "k" }, "arn%3Aaws%3As3%3Aus-west-2%3A1%3Aaccesspoint/x/object/k"],
    [null, undefined],
  ])("send %j as a source", async (given, sent) => {
    expect(await sourceSent("b", given)).toBe(sent);
  }); // prettier-ignore
});
