/** What every contestant sends, and what it must get back. */
import { Readable } from "node:stream";

export const region = "eu-west-1";
export const credentials = {
  accessKeyId: "AKIDBENCH0000000",
  secretAccessKey: "wJalr+bench/secret+key+of+forty+letters",
};
export const largeObject = 256 * 1024 * 1024;
export const smallBody = "x".repeat(1024);

const piece = Buffer.alloc(65_536, "parcel ");

/** A stream of 256 MiB that costs next to nothing. */
export function largeBody() {
  let left = largeObject / piece.length;
  return new Readable({
    highWaterMark: piece.length,
    read() {
      this.push(left-- > 0 ? piece : null);
    },
  });
}

/** Inputs by service and operation; a function makes one for each call. */
export const inputs = {
  "dynamodb.GetItem": { TableName: "bench", Key: { pk: { S: "customer#1" }, sk: { S: "order#1" } } },
  "dynamodb.Query": {
    TableName: "bench",
    KeyConditionExpression: "pk = :pk",
    ExpressionAttributeValues: { ":pk": { S: "customer#1" } },
  },
  "sqs.SendMessage": {
    QueueUrl: "http://127.0.0.1/123456789012/bench",
    MessageBody: "one parcel for the river",
  },
  "sts.GetCallerIdentity": {},
  "s3.GetObject": { Bucket: "bench", Key: "small" },
  "s3.PutObject": { Bucket: "bench", Key: "small", Body: smallBody },
  "s3.ListObjectsV2": { Bucket: "bench" },
  "s3.GetObject large": { Bucket: "bench", Key: "large" },
  "s3.PutObject large": () => ({
    Bucket: "bench",
    Key: "large",
    Body: largeBody(),
    ContentLength: largeObject,
  }),
  "ec2.DescribeInstances few": { NextToken: "few" },
  "ec2.DescribeInstances compact": { NextToken: "compact" },
  "ec2.DescribeInstances indented": { NextToken: "indented" },
};

/** What a call must have counted in its answer. */
export const expected = {
  "dynamodb.GetItem": 7,
  "dynamodb.Query": 100,
  "sqs.SendMessage": 1,
  "sts.GetCallerIdentity": 1,
  "s3.GetObject": 1024,
  "s3.PutObject": 1,
  "s3.ListObjectsV2": 1000,
  "s3.GetObject large": largeObject,
  "s3.PutObject large": 1,
  "ec2.DescribeInstances few": 5,
  "ec2.DescribeInstances compact": 1000,
  "ec2.DescribeInstances indented": 1000,
};

/** Counts in an output of modelled members, and looks whether values have their types. */
export const count = {
  "dynamodb.GetItem": ({ Item }) =>
    Item.digest.B instanceof Uint8Array && Item.total.N === "1017" ? Object.keys(Item).length : 0,
  "dynamodb.Query": ({ Items }) => (Items[99].digest.B instanceof Uint8Array ? Items.length : 0),
  "sqs.SendMessage": ({ MessageId }) => Number(MessageId.length === 36),
  "sts.GetCallerIdentity": ({ Account }) => Number(Account === "123456789012"),
  "s3.PutObject": ({ ETag }) => Number(ETag.length === 34),
  "s3.PutObject large": ({ ETag }) => Number(ETag.length === 34),
  "s3.ListObjectsV2": ({ Contents }) =>
    Contents[999].LastModified instanceof Date && Contents[999].Size === 976_035 ? Contents.length : 0,
  "ec2.DescribeInstances few": countInstances,
  "ec2.DescribeInstances compact": countInstances,
  "ec2.DescribeInstances indented": countInstances,
};

function countInstances({ Reservations }) {
  let instances = 0;
  for (const { Instances } of Reservations) {
    instances += Instances.length;
    const [{ LaunchTime, NetworkInterfaces, Tags }] = Instances;
    if (!(LaunchTime instanceof Date) || NetworkInterfaces[0].Attachment.DeviceIndex !== 0) return 0;
    if (Tags[1].Value !== "r&d") return 0;
  }
  return instances;
}

/** The input of a call. */
export function inputOf(operation) {
  const input = inputs[operation];
  return typeof input === "function" ? input() : input;
}

/** The length of something that comes in pieces. */
export async function lengthOf(pieces) {
  let length = 0;
  for await (const { length: more } of pieces) length += more;
  return length;
}
