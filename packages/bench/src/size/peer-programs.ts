/** A peer's program of one operation, with credentials passed. */
export interface PeerProgram {
  /** As Inia's of the same operation is called. */
  readonly name: string;
  readonly peer: string;
  readonly source: string;
  /** Fields of `package.json` that esbuild looks at, where not its own. */
  readonly mainFields?: readonly string[];
}

const config = '{ region: "eu-west-1", credentials: { accessKeyId: "a", secretAccessKey: "s" } }';
const keys = 'region: "eu-west-1", accessKeyId: "a", secretAccessKey: "s"';

const v3: readonly (readonly [service: string, client: string, operation: string])[] = [
  ["sqs", "SQSClient", "SendMessage"],
  ["sts", "STSClient", "GetCallerIdentity"],
  ["dynamodb", "DynamoDBClient", "GetItem"],
  ["kinesis", "KinesisClient", "PutRecord"],
  ["lambda", "LambdaClient", "Invoke"],
  ["cloudwatch", "CloudWatchClient", "PutMetricData"],
  ["s3", "S3Client", "GetObject"],
  ["s3", "S3Client", "PutObject"],
  ["ec2", "EC2Client", "DescribeInstances"],
];

function v3Programs(): PeerProgram[] {
  return v3.flatMap(([service, client, operation]) => {
    const name = `${service} ${operation}`;
    const source = `import { ${client}, ${operation}Command } from "@aws-sdk/client-${service}";
console.log(await new ${client}(${config}).send(new ${operation}Command({})));`;
    return [
      { name, peer: "v3", source },
      { name, peer: "v3 (module)", source, mainFields: ["module", "main"] },
    ];
  });
}

function liteProgram(name: string, plugin: string, call: string): PeerProgram {
  const source = `import awsLite from "@aws-lite/client";
import plugin from "@aws-lite/${plugin}";
const aws = await awsLite({ ${keys}, plugins: [plugin] });
console.log(await aws.${call}({}));`;
  return { name, peer: "aws-lite", source };
}

function ittyProgram(name: string, service: string, client: string, method: string): PeerProgram {
  const source = `import { ${client} } from "itty-aws/${service}";
import { Effect } from "effect";
console.log(await Effect.runPromise(new ${client}(${config}).${method}({})));`;
  return { name, peer: "itty-aws", source };
}

/** Signing alone: the program writes the request and reads the answer. */
function fetchProgram(name: string, service: string): PeerProgram {
  const source = `import { AwsClient } from "aws4fetch";
const client = new AwsClient({ ${keys}, service: "${service}" });
const response = await client.fetch("https://${service}.eu-west-1.amazonaws.com/", { method: "POST", body: "{}" });
console.log(await response.json());`;
  return { name, peer: "aws4fetch", source };
}

/** What peers need for one operation. */
export const peerPrograms: readonly PeerProgram[] = [
  ...v3Programs(),
  liteProgram("s3 GetObject", "s3", "S3.GetObject"),
  liteProgram("s3 PutObject", "s3", "S3.PutObject"),
  liteProgram("dynamodb GetItem", "dynamodb", "DynamoDB.GetItem"),
  liteProgram("sqs SendMessage", "sqs", "SQS.SendMessage"),
  ittyProgram("dynamodb GetItem", "dynamodb", "DynamoDB", "getItem"),
  ittyProgram("sqs SendMessage", "sqs", "SQS", "sendMessage"),
  ittyProgram("kinesis PutRecord", "kinesis", "Kinesis", "putRecord"),
  ittyProgram("lambda Invoke", "lambda", "Lambda", "invoke"),
  fetchProgram("dynamodb GetItem", "dynamodb"),
  fetchProgram("sqs SendMessage", "sqs"),
  {
    name: "s3 GetObject",
    peer: "s3mini",
    source: `import { S3mini } from "s3mini";
console.log(await new S3mini({ ${keys}, endpoint: "https://b.s3.eu-west-1.amazonaws.com" }).getObject("k"));`,
  },
  {
    name: "s3 GetObject",
    peer: "minio",
    source: `import { Client } from "minio";
console.log(await new Client({ endPoint: "s3.amazonaws.com", accessKey: "a", secretKey: "s" }).getObject("b", "k"));`,
  },
];
