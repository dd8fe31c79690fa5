/** What the core does differently for single services, by the names under which `@inia/core/service` exports that. */
import type { OperationPlan, ServicePlan, StructurePlan } from "@inia/service-model";

/** Customizations of single services by service id. */
const byService: Readonly<Record<string, string>> = {
  "API Gateway": "apiGateway",
  "Auto Scaling": "userData",
  DynamoDB: "dynamodb",
  "DynamoDB Streams": "dynamodb",
  EC2: "userData",
  Glacier: "glacier",
  "Route 53": "route53",
  S3: "s3",
};

/** Signers of auth schemes besides `sigv4`, which every client has. */
const bySigner: Readonly<Record<string, string>> = {
  bearer: "bearer",
  sigv4a: "sigv4a",
  "sigv4-s3express": "s3Express",
  v2: "sigv2",
};

/** Retries where they differ: of the cross-SDK reference guide, "Retry behavior". */
const byRetry: Readonly<Record<string, { maxAttempts: number; baseDelay: number }>> = {
  DynamoDB: { maxAttempts: 4, baseDelay: 25 },
  "DynamoDB Streams": { maxAttempts: 4, baseDelay: 25 },
};

/** Names of the customizations that a service lists, in the order in which they apply. */
export function customizationsOf(plan: ServicePlan): string[] {
  const parameters = Object.values(plan.ruleset?.parameters ?? {});
  const own = byService[plan.metadata.serviceId];
  return [
    ...(parameters.some(({ builtIn }) => builtIn === "AWS::Auth::AccountId") ? ["accountIdEndpoint"] : []),
    ...(own === undefined ? [] : [own]),
    ...(plan.metadata.signingName === "bedrock" && plan.auth?.includes("bearer") ? ["bedrock"] : []),
    ...(plan.operations.some(({ compression }) => compression !== undefined) ? ["requestCompression"] : []),
  ];
}

/** Signers that a service lists, because its auth lists or its ruleset name their scheme: pairs of auth scheme and exported name. */
export function signersOf(plan: ServicePlan): (readonly [scheme: string, name: string])[] {
  const listed = [plan.auth, ...plan.operations.map(({ auth }) => auth), plan.ruleset?.rules];
  const text = JSON.stringify(listed);
  return Object.entries(bySigner).filter(([scheme]) => text.includes(`"${scheme}"`));
}

/** How a service's retries differ; undefined for most. */
export function retryOf(plan: ServicePlan): { maxAttempts: number; baseDelay: number } | undefined {
  return byRetry[plan.metadata.serviceId];
}

/** Whether paths are signed as they are sent: S3's version of Signature Version 4. */
export function hasRawPath({ metadata }: ServicePlan): boolean {
  return metadata.signatureVersion === "s3" || metadata.signatureVersion === "s3v4";
}

/** Whether an operation's input or output streams events. */
export function streamsEvents({ input, output }: OperationPlan): boolean {
  return [input, output].some((structure?: StructurePlan) =>
    structure?.members.some(({ ref }) => ref.traits.eventstream === true),
  );
}
