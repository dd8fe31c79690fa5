import { describe, expect, it } from "vitest";
import type { ClientConfig } from "../index.ts";
import { recordingClient } from "../pipeline/recording-client.fixture.ts";
import {
  awsQuery,
  copySnapshot,
  crossRegionCopy,
  ec2Query,
  standardEndpoint,
  type Operation,
  type Service,
} from "../service.ts";

const text = "string";
const CopySnapshot: Operation<"EC2", Record<string, string>, {}> = {
  name: "CopySnapshot",
  copySource: copySnapshot,
  input: {
    structure: {
      Description: text,
      DestinationRegion: { shape: text, locationName: "DestinationRegion" },
      PresignedUrl: text,
      SourceRegion: text,
      SourceSnapshotId: text,
    },
  },
};
const CopyDBSnapshot: Operation<"RDS", Record<string, string>, {}> = {
  name: "CopyDBSnapshot",
  input: { structure: { SourceDBSnapshotIdentifier: text, PreSignedUrl: text, SourceRegion: text } },
};

const about = { apiVersion: "2016-11-15", signingName: "x" };
const compute: Service<"EC2"> = {
  ...about,
  id: "EC2",
  endpointPrefix: "ec2",
  protocol: ec2Query,
  endpoint: standardEndpoint("ec2"),
};
const database: Service<"RDS"> = {
  ...about,
  id: "RDS",
  endpointPrefix: "rds",
  protocol: awsQuery,
  endpoint: standardEndpoint("rds"),
  customizations: [crossRegionCopy],
};

/** The form that a call sends, and the query of the presigned URL in it. */
async function formOf<Id extends string>(
  service: Service<Id>,
  operation: Operation<Id, Record<string, string>, {}>,
  input: Record<string, string>,
  config: ClientConfig = {},
) {
  const { client, requests } = recordingClient(service, () => ({ body: "<Response/>" }), config);
  await client.send(operation, input);
  const form = new URLSearchParams(new TextDecoder().decode(requests[0]!.body as Uint8Array));
  const presigned = form.get("PresignedUrl") ?? form.get("PreSignedUrl");
  const url = presigned === null ? undefined : new URL(presigned);
  return {
    form: Object.fromEntries(form),
    url,
    query: Object.fromEntries(url?.searchParams ?? []),
    request: requests[0]!,
  };
}

describe("CopySnapshot of EC2", () => {
  const input = { SourceRegion: "eu-west-1", SourceSnapshotId: "snap-1", Description: "a b+c" };

  it("carries a URL of itself for the source's region", async () => {
    const { form, url, query, request } = await formOf(compute, CopySnapshot, input);
    expect(request.url).toBe("https://ec2.us-west-2.amazonaws.com/");
    expect(request.headers["content-length"]).toBe(String((request.body as Uint8Array).length));
    expect(form).toMatchObject({
      Action: "CopySnapshot",
      DestinationRegion: "us-west-2",
      SourceRegion: "eu-west-1",
    });
    expect(url!.origin + url!.pathname).toBe("https://ec2.eu-west-1.amazonaws.com/");
    expect(query).toMatchObject({
      Action: "CopySnapshot",
      Version: "2016-11-15",
      SourceRegion: "eu-west-1",
      DestinationRegion: "us-west-2",
      Description: "a b+c",
      "X-Amz-Expires": "3600",
      "X-Amz-SignedHeaders": "host",
    });
    expect(query["X-Amz-Credential"]).toMatch(/^AKID\/\d{8}\/eu-west-1\/x\/aws4_request$/);
    expect(query["PresignedUrl"]).toBeUndefined();
  });

  it("says where it goes, whatever the input says", async () => {
    const { form, query } = await formOf(compute, CopySnapshot, { ...input, DestinationRegion: "sa-east-1" });
    expect([form["DestinationRegion"], query["DestinationRegion"]]).toEqual(["us-west-2", "us-west-2"]);
  });

  it("is left alone with a URL of the caller's, and unsigned", async () => {
    const { form } = await formOf(compute, CopySnapshot, { ...input, PresignedUrl: "https://mine" });
    expect(form).toMatchObject({ PresignedUrl: "https://mine" });
    expect(form["DestinationRegion"]).toBeUndefined();
    const anonymous = await formOf(compute, CopySnapshot, input, { credentials: "anonymous" });
    expect(anonymous.url).toBeUndefined();
  });

  it.each(["evil.com/", "a@b", "eu.west"])("refuses %j as a source", async (SourceRegion) => {
    await expect(formOf(compute, CopySnapshot, { ...input, SourceRegion })).rejects.toMatchObject({
      name: "ValidationError",
      problems: [{ path: "CopySnapshot.SourceRegion" }],
    });
  });
});

describe("copies of RDS", () => {
  const input = {
    SourceDBSnapshotIdentifier: "arn:aws:rds:eu-west-1:1:snapshot:s",
    SourceRegion: "eu-west-1",
  };

  it("carry a URL when they name a source, which the service itself is not told", async () => {
    const { form, url, query } = await formOf(database, CopyDBSnapshot, input);
    expect(Object.keys(form)).toEqual(["Action", "Version", "SourceDBSnapshotIdentifier", "PreSignedUrl"]);
    expect(url!.host).toBe("rds.eu-west-1.amazonaws.com");
    expect(query).toMatchObject({
      DestinationRegion: "us-west-2",
      SourceDBSnapshotIdentifier: input.SourceDBSnapshotIdentifier,
    });
    expect(query["SourceRegion"]).toBeUndefined();
  });

  it("keep a URL of the caller's", async () => {
    const { form } = await formOf(database, CopyDBSnapshot, { ...input, PreSignedUrl: "https://mine" });
    expect(form["PreSignedUrl"]).toBe("https://mine");
    expect(form["SourceRegion"]).toBeUndefined();
  });

  it("are plain within a region", async () => {
    const { form } = await formOf(database, CopyDBSnapshot, { SourceDBSnapshotIdentifier: "s" });
    expect(Object.keys(form)).toEqual(["Action", "Version", "SourceDBSnapshotIdentifier"]);
  });
});
