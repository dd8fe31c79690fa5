import type { Operation } from "@inia/core";
import { presign } from "@inia/core/presign";
import { createClient, type DynamicClient } from "@inia/dynamic";

/** An operation to presign. */
export interface PresignedOperation {
  readonly service: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** botocore has to be told where the method of the URL is not that of the model. */
  readonly method?: string;
}

const bucket = { Bucket: "bucket", Key: "a b/ü+x" };
const role = { RoleArn: "arn:aws:iam::123456789012:role/x", RoleSessionName: "me" };
const accessPoint = "arn:aws:s3:us-west-2:123456789012:accesspoint:ap";
const metadata = { a: "b  c", z: "1" };

/** Operations of all protocols that presigned URLs are made of, and those whose requests are changed on the way. */
export const presignedOperations: readonly PresignedOperation[] = [
  { service: "s3", operation: "GetObject", input: bucket },
  { service: "s3", operation: "GetObject", input: { ...bucket, VersionId: "v+/1", ResponseContentType: "text/plain" } },
  { service: "s3", operation: "GetObject", input: { ...bucket, Range: "bytes=0-1", ChecksumMode: "ENABLED" } },
  { service: "s3", operation: "GetObject", input: { ...bucket, Bucket: accessPoint } },
  { service: "s3", operation: "HeadObject", input: { ...bucket, Key: "./a/../b//c" } },
  { service: "s3", operation: "PutObject", input: bucket },
  { service: "s3", operation: "PutObject", input: { ...bucket, ContentType: "text/plain", Metadata: metadata } },
  { service: "s3", operation: "PutObject", input: { ...bucket, ServerSideEncryption: "aws:kms", ACL: "private" } },
  { service: "s3", operation: "PutObject", input: { ...bucket, ChecksumAlgorithm: "SHA256", Tagging: "a=b&c=d" } },
  { service: "s3", operation: "CopyObject", input: { ...bucket, CopySource: "source/a b" } },
  { service: "s3", operation: "UploadPart", input: { ...bucket, UploadId: "u", PartNumber: 3 } },
  { service: "s3", operation: "CreateMultipartUpload", input: bucket },
  { service: "s3", operation: "DeleteObject", input: bucket },
  { service: "s3", operation: "ListObjectsV2", input: { Bucket: "bucket", Prefix: "x/" } },
  { service: "s3", operation: "GetBucketLocation", input: { Bucket: "bucket" } },
  { service: "sts", operation: "GetCallerIdentity", input: {}, method: "GET" },
  { service: "sts", operation: "AssumeRole", input: { ...role, Tags: [{ Key: "a~*", Value: "b c" }] }, method: "GET" },
  { service: "ec2", operation: "DescribeInstances", input: { Filters: [{ Name: "tag:x", Values: ["a b", "ü"] }] }, method: "GET" },
  { service: "sns", operation: "Publish", input: { TopicArn: "arn:aws:sns:eu-west-1:1:t", Message: "+&= \n" }, method: "GET" },
  { service: "polly", operation: "SynthesizeSpeech", input: { OutputFormat: "mp3", Text: "wörld!", VoiceId: "Joanna", LexiconNames: ["a", "b"] }, method: "GET" },
  { service: "lambda", operation: "ListFunctions", input: { MaxItems: 3 } },
  { service: "ebs", operation: "GetSnapshotBlock", input: { SnapshotId: "snap-1", BlockIndex: 1, BlockToken: "t" } },
  { service: "route53", operation: "GetHostedZone", input: { Id: "/hostedzone/Z1" } },
]; // prettier-ignore

/** Who signs them, where and when. */
export const presignedShared = {
  kind: "presign",
  region: "us-east-1",
  time: "2026-03-04T05:06:07Z",
  expiresIn: 900,
  credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret", sessionToken: "tok/en+==" },
} as const;

const clients = new Map<string, Promise<DynamicClient>>();

/** The URL that Inia makes, with a client made of the description in a folder. */
export async function presignOurs(models: string, one: PresignedOperation): Promise<string> {
  const { region, credentials, expiresIn } = presignedShared;
  const config = { models, region, credentials, s3: { usEast1RegionalEndpoint: "regional" } } as const;
  const making = clients.get(one.service) ?? createClient(one.service, config);
  clients.set(one.service, making);
  const client = await making;
  const operation = client.operations[one.operation] as Operation<string, object, object>;
  return (await presign(client, operation, one.input, { expiresIn })).url;
}
