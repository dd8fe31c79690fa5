import { Readable } from "node:stream";
import { CloudWatchClient, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  SelectObjectContentCommand,
} from "@aws-sdk/client-s3";
import { SmithyRpcV2CborProtocol } from "@smithy/core/cbor";
import { ConfiguredRetryStrategy } from "@smithy/core/retry";
import type { CreateLoadDriver, LoadBody } from "../load-driver.ts";
import { fixedCredentials } from "./fixed-credentials.ts";

/** AWS SDK for JavaScript v3, with its own defaults where the run does not say otherwise. */
export const createAwsSdkV3Driver: CreateLoadDriver = (options) => {
  const { endpoint, credentials = fixedCredentials, maxAttempts = 3, backoff = 1, adaptive } = options;
  // A strategy of one's own is all that changes the delays; without a factor the SDK's own default stays.
  const delay = (attempt: number): number =>
    Math.random() * Math.min(20_000, backoff * 100 * 2 ** (attempt - 1));
  const config = {
    region: "us-east-1",
    endpoint,
    credentials,
    maxAttempts,
    ...(adaptive && { retryMode: "adaptive" }),
    ...(backoff !== 1 && { retryStrategy: new ConfiguredRetryStrategy(maxAttempts, delay) }),
  };
  const dynamodb = new DynamoDBClient(config);
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const cloudwatch = new CloudWatchClient({ ...config, protocol: SmithyRpcV2CborProtocol });
  return {
    async getItem(id, abortSignal) {
      const command = new GetItemCommand({ TableName: "load", Key: { id: { S: id } } });
      const { Item } = await dynamodb.send(command, abortSignal ? { abortSignal } : {});
      return Item?.["id"]?.S ?? "";
    },
    async getMetricData(id) {
      const input = { MetricDataQueries: [{ Id: id }], StartTime: new Date(0), EndTime: new Date(1e12) };
      const { Messages } = await cloudwatch.send(new GetMetricDataCommand(input));
      return Messages?.[0]?.Value ?? "";
    },
    async listObjects(id) {
      const { Prefix, Contents } = await s3.send(new ListObjectsV2Command({ Bucket: "load", Prefix: id }));
      return { id: Prefix ?? "", keys: Contents?.length ?? 0 };
    },
    async getObject(id, bytes) {
      const command = new GetObjectCommand({ Bucket: "load", Key: `${bytes}/${id}` });
      const { Metadata, Body } = await s3.send(command);
      return { id: Metadata?.["id"] ?? "", body: Body as unknown as LoadBody };
    },
    async putObject(id, body, length) {
      const Body = body instanceof Uint8Array ? body : Readable.from(body, { objectMode: false });
      const input = { Bucket: "load", Key: id, Body, ContentLength: length };
      return (await s3.send(new PutObjectCommand(input))).ETag ?? "";
    },
    async select(id) {
      const { Payload } = await s3.send(
        new SelectObjectContentCommand({
          Bucket: "load",
          Key: id,
          Expression: "select * from s3object",
          ExpressionType: "SQL",
          InputSerialization: { JSON: { Type: "LINES" } },
          OutputSerialization: { JSON: {} },
        }),
      );
      let records = 0;
      for await (const event of Payload ?? []) if (event.Records) records++;
      return records;
    },
    destroy() {
      dynamodb.destroy();
      s3.destroy();
      cloudwatch.destroy();
    },
  };
};
