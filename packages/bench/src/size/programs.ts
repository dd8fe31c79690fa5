/** A program of one operation, as small as a user can write it. */
export interface Program {
  /** `sqs SendMessage`. */
  readonly name: string;
  readonly service: string;
  readonly client: string;
  readonly operation: string;
  readonly protocol: Protocol;
  /** Name on the wire of another operation of the service, of the same module once it is published. */
  readonly other: string;
  /** Bytes that its bundle shall have at most, made by esbuild with its default flags. */
  readonly goal: { readonly node: number; readonly browser: number } | undefined;
}

/** Names of protocols as core has them. */
export type Protocol = "json" | "query" | "ec2" | "rest-json" | "rest-xml" | "smithy-rpc-v2-cbor";

/** Where a bundle runs. */
export type Platform = "node" | "browser";

export const platforms: readonly Platform[] = ["node", "browser"];

const small = { node: 40_000, browser: 22_000 };
const s3 = { node: 55_000, browser: 40_000 };
const ec2 = { node: 65_000, browser: 45_000 };

function program(
  service: string,
  client: string,
  operation: string,
  protocol: Protocol,
  other: string,
  goal?: Program["goal"],
): Program {
  return { name: `${service} ${operation}`, service, client, operation, protocol, other, goal };
}

/** The programs whose bundles are measured and held to ceilings. */
export const programs: readonly Program[] = [
  program("sqs", "SQSClient", "SendMessage", "json", "ListQueueTags", small),
  program("sts", "STSClient", "GetCallerIdentity", "query", "DecodeAuthorizationMessage", small),
  program("dynamodb", "DynamoDBClient", "GetItem", "json", "PutItem", small),
  program("kinesis", "KinesisClient", "PutRecord", "json", "SplitShard", small),
  program("lambda", "LambdaClient", "Invoke", "rest-json", "CreateFunction", small),
  program("cloudwatch", "CloudWatchClient", "PutMetricData", "json", "ListMetrics", small),
  program("s3", "S3Client", "GetObject", "rest-xml", "PutBucketAcl", s3),
  program("s3", "S3Client", "PutObject", "rest-xml", "PutBucketAcl", s3),
  program("ec2", "EC2Client", "DescribeInstances", "ec2", "TerminateInstances", ec2),
  program("dynamodb", "DynamoDBClient", "Query", "json", "PutItem"),
  program("s3", "S3Client", "ListObjectsV2", "rest-xml", "PutBucketAcl"),
  program("sns", "SNSClient", "Publish", "query", "CreateTopic"),
  program("iam", "IAMClient", "ListUsers", "query", "CreateUser"),
  program("route53", "Route53Client", "ListHostedZones", "rest-xml", "CreateHostedZone"),
];

/** Credentials as a program passes them. */
const passed = '{ region: "eu-west-1", credentials: { accessKeyId: "a", secretAccessKey: "s" } }';

/** The program's text. On Node it finds its credentials by itself, with all ways there are; in a browser they are passed. */
export function sourceOf({ service, client, operation }: Program, platform: Platform): string {
  return `import { ${client}, ${operation} } from "@inia/${service}";
console.log(await new ${client}(${platform === "node" ? "" : passed}).send(${operation}, {}));
`;
}
