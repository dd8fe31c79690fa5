import awsLite from "@aws-lite/client";
import { credentials, inputOf, region } from "../inputs.mjs";

const plugins = { dynamodb: "DynamoDB", s3: "S3", sqs: "SQS" };

/** It takes and gives DynamoDB's values as plain ones, and reads whole bodies. */
const count = {
  "dynamodb.GetItem": ({ Item }) => Object.keys(Item).length,
  "dynamodb.Query": ({ Items }) => Items.length,
  "sqs.SendMessage": ({ MessageId }) => Number(MessageId.length === 36),
  "s3.GetObject": ({ Body }) => Body.length,
  "s3.PutObject": ({ ETag }) => Number(/^"?\w{32}"?$/.test(ETag)),
  "s3.ListObjectsV2": ({ Contents }) => Contents.length,
};

export async function open(operation, endpoint) {
  const [service, name] = operation.split(".");
  const plugin = await import(`@aws-lite/${service}`);
  const aws = await awsLite({ ...credentials, region, endpoint, plugins: [plugin.default] });
  const input = { ...inputOf(operation) };
  if (service === "dynamodb") {
    if (input.Key) input.Key = { pk: "customer#1", sk: "order#1" };
    if (input.ExpressionAttributeValues) input.ExpressionAttributeValues = { ":pk": "customer#1" };
  }
  const client = aws[plugins[service]];
  return async () => count[operation](await client[name](input));
}
