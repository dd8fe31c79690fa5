/** A program of one operation, as small as a user can write it. */
export interface Program {
  readonly service: string;
  readonly client: string;
  readonly operation: string;
  /** Bytes that its minified bundle may have at most; raised only in the commit that says why. */
  readonly ceiling: { readonly node: number; readonly browser: number };
  /** Texts that only code of other operations, protocols or platforms contains. */
  readonly mustNotAppear: { readonly node: readonly string[]; readonly browser: readonly string[] };
}

/** What no browser bundle contains: credential providers, files, Node's modules. */
const nodeOnly: readonly string[] = [
  "AssumeRoleWithWebIdentity",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
  "169.254.169.254",
  "credential_process",
  "node:",
  "undici",
];

function program(
  service: string,
  client: string,
  operation: string,
  ceiling: Program["ceiling"],
  others: readonly string[],
): Program {
  return {
    service,
    client,
    operation,
    ceiling,
    mustNotAppear: { node: [...others, "undici"], browser: [...others, ...nodeOnly] },
  };
}

/** The programs whose bundles are measured. */
export const programs: readonly Program[] = [
  program("sqs", "SQSClient", "SendMessage", { node: 0, browser: 0 }, ["ReceiveMessage", "smithy-rpc-v2"]),
  program("sns", "SNSClient", "Publish", { node: 0, browser: 0 }, ["CreateTopic", "smithy-rpc-v2"]),
  program("sts", "STSClient", "GetCallerIdentity", { node: 0, browser: 0 }, ["DecodeAuthorizationMessage"]),
  program("dynamodb", "DynamoDBClient", "GetItem", { node: 0, browser: 0 }, ["PutItem", "smithy-rpc-v2"]),
  program("lambda", "LambdaClient", "Invoke", { node: 0, browser: 0 }, ["CreateFunction", "smithy-rpc-v2"]),
  program("cloudwatch", "CloudWatchClient", "PutMetricData", { node: 0, browser: 0 }, ["ListMetrics"]),
  program("route53", "Route53Client", "ListHostedZones", { node: 0, browser: 0 }, ["CreateHostedZone"]),
  program("s3", "S3Client", "GetObject", { node: 0, browser: 0 }, ["PutBucketAcl", "smithy-rpc-v2"]),
  program("s3", "S3Client", "PutObject", { node: 0, browser: 0 }, ["PutBucketAcl", "smithy-rpc-v2"]),
  program("ec2", "EC2Client", "DescribeInstances", { node: 0, browser: 0 }, [
    "RunInstances",
    "smithy-rpc-v2",
  ]),
];
