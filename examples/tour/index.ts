import { apigateway } from "./apigateway.ts";
import { cloudwatch } from "./cloudwatch.ts";
import { dynamodb } from "./dynamodb.ts";
import { ec2 } from "./ec2.ts";
import { iam } from "./iam.ts";
import { lambda } from "./lambda.ts";
import { pulse } from "./pulse.ts";
import { route53 } from "./route53.ts";
import { s3 } from "./s3.ts";
import { sns } from "./sns.ts";
import { sqs } from "./sqs.ts";
import { sts } from "./sts.ts";
import type { Stop } from "./tour.ts";

/** The stops of the tour, in order. */
export const stops: readonly Stop[] = [
  s3,
  route53,
  dynamodb,
  sqs,
  cloudwatch,
  apigateway,
  lambda,
  sns,
  sts,
  iam,
  ec2,
  pulse,
];
