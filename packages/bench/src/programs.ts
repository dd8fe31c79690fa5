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
  'from"node:',
  'import("node:',
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
  program("sqs", "SQSClient", "SendMessage", { node: 113000, browser: 56000 }, [
    "ListQueueTags",
    "smithy-rpc-v2",
  ]),
  program("sns", "SNSClient", "Publish", { node: 113000, browser: 61000 }, ["CreateTopic", "smithy-rpc-v2"]),
  program("sts", "STSClient", "GetCallerIdentity", { node: 113000, browser: 62000 }, [
    "DecodeAuthorizationMessage",
  ]),
  program("dynamodb", "DynamoDBClient", "GetItem", { node: 117000, browser: 60000 }, [
    "PutItem",
    "smithy-rpc-v2",
  ]),
  program("lambda", "LambdaClient", "Invoke", { node: 118000, browser: 68000 }, [
    "CreateFunction",
    "smithy-rpc-v2",
  ]),
  program("cloudwatch", "CloudWatchClient", "PutMetricData", { node: 113000, browser: 56000 }, [
    "ListMetrics",
  ]),
  program("route53", "Route53Client", "ListHostedZones", { node: 116000, browser: 67000 }, [
    "CreateHostedZone",
  ]),
  program("s3", "S3Client", "GetObject", { node: 143000, browser: 95000 }, ["PutBucketAcl", "smithy-rpc-v2"]),
  program("s3", "S3Client", "PutObject", { node: 143000, browser: 95000 }, ["PutBucketAcl", "smithy-rpc-v2"]),
  program("ec2", "EC2Client", "DescribeInstances", { node: 118000, browser: 66000 }, [
    "TerminateInstances",
    "smithy-rpc-v2",
  ]),
];
