/** Service descriptions as they are on disk (`service-2.json` and its companions), after extras and patches are merged. */

/** A reference to a shape, with the traits that overlay those of the shape. */
export interface ShapeRefJson {
  shape: string;
  documentation?: string;
  location?: "uri" | "querystring" | "header" | "headers" | "statusCode";
  locationName?: string;
  queryName?: string;
  flattened?: boolean;
  streaming?: boolean;
  requiresLength?: boolean;
  jsonvalue?: boolean;
  idempotencyToken?: boolean;
  hostLabel?: boolean;
  endpointdiscoveryid?: boolean;
  xmlAttribute?: boolean;
  xmlNamespace?: string | { uri: string; prefix?: string };
  timestampFormat?: string;
  contextParam?: { name: string };
  eventpayload?: boolean;
  eventheader?: boolean;
  eventstream?: boolean;
  event?: boolean;
  deprecated?: boolean;
  deprecatedMessage?: string;
  resultWrapper?: string;
  box?: boolean;
}

/** One entry of `shapes`. */
export interface ShapeJson extends Omit<ShapeRefJson, "shape"> {
  type: string;
  members?: Record<string, ShapeRefJson>;
  required?: string[];
  payload?: string;
  member?: ShapeRefJson;
  key?: ShapeRefJson;
  value?: ShapeRefJson;
  enum?: string[];
  min?: number;
  max?: number;
  pattern?: string;
  sensitive?: boolean;
  union?: boolean;
  document?: boolean;
  exception?: boolean;
  fault?: boolean;
  error?: { code?: string; httpStatusCode?: number; senderFault?: boolean };
  retryable?: boolean | { throttling?: boolean };
}

/** One entry of `operations`. */
export interface OperationJson {
  name: string;
  http: { method: string; requestUri: string; responseCode?: number };
  input?: ShapeRefJson;
  output?: ShapeRefJson;
  errors?: ShapeRefJson[];
  documentation?: string;
  authtype?: string;
  auth?: string[];
  unsignedPayload?: boolean;
  endpoint?: { hostPrefix: string };
  endpointdiscovery?: { required?: boolean };
  endpointoperation?: boolean;
  httpChecksumRequired?: boolean;
  httpChecksum?: {
    requestChecksumRequired?: boolean;
    requestAlgorithmMember?: string;
    requestValidationModeMember?: string;
    responseAlgorithms?: string[];
  };
  requestcompression?: { encodings: string[] };
  staticContextParams?: Record<string, { value: unknown }>;
  operationContextParams?: Record<string, { path: string }>;
  deprecated?: boolean;
  deprecatedMessage?: string;
}

/** `service-2.json`. */
export interface ServiceJson {
  version?: string;
  metadata: {
    apiVersion: string;
    endpointPrefix: string;
    protocol: string;
    protocols?: string[];
    auth?: string[];
    serviceFullName: string;
    serviceAbbreviation?: string;
    serviceId: string;
    signatureVersion: string;
    signingName?: string;
    targetPrefix?: string;
    jsonVersion?: string;
    xmlNamespace?: string | { uri: string };
    awsQueryCompatible?: object;
    [other: string]: unknown;
  };
  operations: Record<string, OperationJson>;
  shapes: Record<string, ShapeJson>;
  documentation?: string;
  clientContextParams?: Record<string, { type: string; documentation?: string }>;
}

/** One entry of `paginators-1.json`. */
export interface PaginatorJson {
  input_token: string | string[];
  output_token: string | string[];
  result_key?: string | string[];
  limit_key?: string;
  more_results?: string;
  non_aggregate_keys?: string[];
}

/** One entry of `waiters-2.json`. */
export interface WaiterJson {
  operation: string;
  delay: number;
  maxAttempts: number;
  description?: string;
  acceptors: { state: string; matcher: string; expected: unknown; argument?: string }[];
}

/** `endpoint-rule-set-1.json`. */
export interface RulesetJson {
  version: string;
  parameters: Record<string, RulesetParameterJson>;
  rules: RuleJson[];
}

/** A parameter of a ruleset. */
export interface RulesetParameterJson {
  type: string;
  builtIn?: string;
  default?: unknown;
  required?: boolean;
  documentation?: string;
}

/** A rule: an endpoint, an error, or a tree of rules. */
export interface RuleJson {
  type: "endpoint" | "error" | "tree";
  conditions: { fn: string; argv: unknown[]; assign?: string }[];
  endpoint?: { url: unknown; properties?: Record<string, unknown>; headers?: Record<string, unknown[]> };
  error?: unknown;
  rules?: RuleJson[];
  documentation?: string;
}

/** Everything known about one service in one API version. */
export interface ServiceModel {
  /** Folder name of the service in the data, such as `sqs`; the package's name. */
  readonly name: string;
  readonly service: ServiceJson;
  readonly paginators: Record<string, PaginatorJson>;
  readonly waiters: Record<string, WaiterJson>;
  readonly ruleset?: RulesetJson | undefined;
  /** `examples-1.json`, untouched. */
  readonly examples?: unknown;
  /** The file that the service description was read from, for messages. */
  readonly source: string;
}
