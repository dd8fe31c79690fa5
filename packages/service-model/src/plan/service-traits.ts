import type { OperationPlan, ServicePlan } from "./plan.ts";

/** What the core does for single services besides what their descriptions say, by the names under which it exports that. */
export interface ServiceTraits {
  /** Customizations, in the order in which they apply. */
  readonly customizations: readonly string[];
  /** Signers besides Signature Version 4, by auth scheme. */
  readonly signers: Readonly<Record<string, string>>;
  readonly retry?: { readonly baseDelay: number; readonly maxAttempts: number } | undefined;
  /** S3's way of signing paths and payloads. */
  readonly rawPath?: true | undefined;
}

/** Customizations by service id. */
const customizations: Readonly<Record<string, readonly string[]>> = {
  "API Gateway": ["apiGateway"],
  "Auto Scaling": ["userData"],
  "CloudSearch Domain": ["cloudSearchDomain"],
  DocDB: ["crossRegionCopy"],
  DynamoDB: ["dynamodb"],
  "DynamoDB Streams": ["dynamodb"],
  EC2: ["userData", "ec2"],
  Glacier: ["glacier"],
  "Machine Learning": ["machineLearning"],
  Neptune: ["crossRegionCopy"],
  RDS: ["crossRegionCopy"],
  "Route 53": ["route53"],
  S3: ["s3"],
  "S3 Control": ["s3Control"],
};

/** What single operations need that their descriptions do not say. */
export type OperationTraits = Pick<OperationPlan, "headersTimeout" | "longPoll" | "copySource">;

/** Polling for work holds a request for a minute before it is answered with nothing. */
const polling: OperationTraits = { headersTimeout: 75_000, longPoll: true };
/** Models think for up to an hour. */
const inference: OperationTraits = { headersTimeout: 3_600_000 };

/** Traits of operations by service id; how long services may take to answer is what their documentation says. */
const operations: Readonly<Record<string, Readonly<Record<string, OperationTraits>>>> = {
  "Bedrock Runtime": {
    Converse: inference,
    ConverseStream: inference,
    InvokeModel: inference,
    InvokeModelWithBidirectionalStream: inference,
    InvokeModelWithResponseStream: inference,
  },
  EC2: { CopySnapshot: { copySource: "copySnapshot" } },
  Lambda: {
    Invoke: { headersTimeout: 910_000 },
    InvokeWithResponseStream: { headersTimeout: 910_000 },
  },
  SFN: { GetActivityTask: polling, StartSyncExecution: { headersTimeout: 310_000 } },
  SQS: { ReceiveMessage: { longPoll: true } },
  SWF: { PollForActivityTask: polling, PollForDecisionTask: polling },
};

/** The traits of an operation, by the service's id and its own name. */
export function operationTraitsOf(serviceId: string, name: string): OperationTraits {
  const ofService = Object.hasOwn(operations, serviceId) ? operations[serviceId]! : {};
  return Object.hasOwn(ofService, name) ? ofService[name]! : {};
}

/** Retry behaviour 2.1 gives two services a fourth attempt and half the delay. */
const retry: Readonly<Record<string, ServiceTraits["retry"]>> = {
  DynamoDB: { baseDelay: 25, maxAttempts: 4 },
  "DynamoDB Streams": { baseDelay: 25, maxAttempts: 4 },
};

const signersByScheme: Readonly<Record<string, string>> = {
  bearer: "bearer",
  sigv4a: "sigv4a",
  "sigv4-s3express": "s3Express",
  v2: "sigv2",
};

/** Signers whose scheme the auth lists or the ruleset of a service name. */
function signersOf({ auth, operations, ruleset }: ServicePlan): Record<string, string> {
  const text = JSON.stringify([auth, operations.map((operation) => operation.auth), ruleset?.rules]);
  return Object.fromEntries(
    Object.entries(signersByScheme).filter(([scheme]) => text.includes(`"${scheme}"`)),
  );
}

/** The traits of a service, from its id, its auth schemes and the built-in parameters of its ruleset. */
export function serviceTraitsOf(plan: ServicePlan): ServiceTraits {
  const { serviceId, signingName, signatureVersion } = plan.metadata;
  const parameters = Object.values(plan.ruleset?.parameters ?? {});
  const account = parameters.some(({ builtIn }) => builtIn === "AWS::Auth::AccountId");
  const bedrock = signingName === "bedrock" && plan.auth?.includes("bearer");
  const discovers = plan.operations.some(({ endpointDiscovery }) => endpointDiscovery !== undefined);
  const compressed = plan.operations.some(({ compression }) => compression !== undefined);
  return {
    customizations: [
      ...(account ? ["accountIdEndpoint"] : []),
      ...(discovers ? ["endpointDiscovery"] : []),
      ...(compressed ? ["requestCompression"] : []),
      ...(customizations[serviceId] ?? []),
      ...(bedrock ? ["bedrock"] : []),
    ],
    signers: signersOf(plan),
    retry: retry[serviceId],
    rawPath: signatureVersion === "s3" || signatureVersion === "s3v4" ? true : undefined,
  };
}
