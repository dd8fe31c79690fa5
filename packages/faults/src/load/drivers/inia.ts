import { createStandardRetry, type RetryStrategy } from "@inia/core";
import { rpcV2Cbor } from "@inia/core/service";
import { CloudWatchClient, GetMetricData } from "@inia/cloudwatch";
import { DynamoDBClient, GetItem } from "@inia/dynamodb";
import { GetObject, ListObjectsV2, PutObject, S3Client, SelectObjectContent } from "@inia/s3";
import type { CreateLoadDriver } from "../load-driver.ts";
import { fixedCredentials } from "./fixed-credentials.ts";

/** Inia's clients: bare ones that share no state. */
export const createIniaDriver: CreateLoadDriver = (options) => {
  const { endpoint, credentials = fixedCredentials, maxAttempts = 3, backoff = 1, adaptive } = options;
  const config = {
    region: "us-east-1",
    endpoint,
    credentials,
    ...(adaptive
      ? { retryMode: "adaptive" as const, maxAttempts }
      : { retryStrategy: hastened(maxAttempts, backoff) }),
  };
  const dynamodb = new DynamoDBClient(config);
  const s3 = new S3Client({ ...config, s3: { addressingStyle: "path" } });
  const cloudwatch = new CloudWatchClient({ ...config, protocol: rpcV2Cbor });
  return {
    async getItem(id, signal) {
      const input = { TableName: "load", Key: { id: { S: id } } };
      const { Item } = await dynamodb.send(GetItem, input, { signal });
      return Item?.["id"]?.S ?? "";
    },
    async getMetricData(id) {
      const input = { MetricDataQueries: [{ Id: id }], StartTime: new Date(0), EndTime: new Date(1e12) };
      const { Messages } = await cloudwatch.send(GetMetricData, input);
      return Messages?.[0]?.Value ?? "";
    },
    async listObjects(id) {
      const { Prefix, Contents } = await s3.send(ListObjectsV2, { Bucket: "load", Prefix: id });
      return { id: Prefix ?? "", keys: Contents?.length ?? 0 };
    },
    async getObject(id, bytes) {
      const { Metadata, Body } = await s3.send(GetObject, { Bucket: "load", Key: `${bytes}/${id}` });
      return { id: Metadata?.["id"] ?? "", body: Body };
    },
    async putObject(id, body, length) {
      const input = { Bucket: "load", Key: id, Body: body, ContentLength: length };
      return (await s3.send(PutObject, input)).ETag ?? "";
    },
    async select(id) {
      const { Payload } = await s3.send(SelectObjectContent, {
        Bucket: "load",
        Key: id,
        Expression: "select * from s3object",
        ExpressionType: "SQL",
        InputSerialization: { JSON: { Type: "LINES" } },
        OutputSerialization: { JSON: {} },
      });
      let records = 0;
      for await (const event of Payload ?? []) if ("Records" in event) records++;
      return records;
    },
    destroy() {
      dynamodb.destroy();
      s3.destroy();
      cloudwatch.destroy();
    },
  };
};

/** The standard strategy with all its delays multiplied. */
function hastened(maxAttempts: number, factor: number): RetryStrategy {
  const standard = createStandardRetry({ maxAttempts });
  return {
    ...standard,
    afterFailure(failed) {
      const decision = standard.afterFailure(failed);
      return "delay" in decision ? { ...decision, delay: decision.delay * factor } : decision;
    },
  };
}
