/**
 * The plan of a service: what the generator prints and what the dynamic client runs. All names are final here: clashes
 * are a matter of planning, never of printing. Types are references by name; shapes carry everything that a descriptor says.
 */
import type { RulesetJson, ServiceJson } from "../model.ts";
import type { Expression } from "../jmespath/ast.ts";
import type { NameClash } from "./name-table.ts";

/** Scalar kinds; the same words as the core's. */
export type ScalarKind =
  "string" | "boolean" | "integer" | "long" | "float" | "double" | "timestamp" | "blob" | "document";

/** Where a shape is used; decides its types. */
export interface Usage {
  input: boolean;
  output: boolean;
}

/** Traits of a reference, exactly those of the core's `Traits`, in its spelling. */
export interface TraitsPlan {
  locationName?: string;
  uri?: string;
  querystring?: string;
  header?: string;
  headers?: string;
  statusCode?: true;
  payload?: true;
  timestampFormat?: "iso8601" | "unixTimestamp" | "rfc822";
  flattened?: true;
  xmlAttribute?: true;
  xmlNamespace?: { uri: string; prefix?: string };
  queryName?: string;
  jsonvalue?: true;
  idempotencyToken?: true;
  hostLabel?: true;
  sensitive?: true;
  eventstream?: true;
  eventheader?: true;
  eventpayload?: true;
}

/**
 * A shape as a reference sees it: scalars, lists and maps stand in line; structures and unions are named. A `wide` scalar
 * has values beyond ±(2⁵³−1) as a rule.
 */
export type ShapePlan =
  | { kind: "scalar"; scalar: ScalarKind; enum?: EnumPlan | undefined; streaming?: true; wide?: true }
  | { kind: "list"; element: RefPlan; flattened?: true }
  | { kind: "map"; value: RefPlan; keyEnum?: EnumPlan | undefined; key?: TraitsPlan; flattened?: true }
  | { kind: "named"; target: StructurePlan };

/** A reference: shape and traits; `cyclic` asks for a function around the reference. */
export interface RefPlan {
  shape: ShapePlan;
  traits: TraitsPlan;
  cyclic?: true;
}

/** A member of a structure. */
export interface MemberPlan {
  name: string;
  ref: RefPlan;
  required: boolean;
  /** HTML from the model. */
  documentation?: string | undefined;
  deprecated?: string | true | undefined;
}

/** A structure, union or error. */
export interface StructurePlan {
  /** Name in the model. */
  shapeName: string;
  /** Name of the TypeScript type. */
  typeName: string;
  /** Name of the exported table: `ParcelShape`. */
  valueName: string;
  kind: "structure" | "union" | "error";
  /** Operation whose file owns the shape; undefined: `shapes.ts` (or `errors.ts`). */
  owner?: string | undefined;
  members: MemberPlan[];
  usage: Usage;
  documentation?: string | undefined;
  deprecated?: string | true | undefined;
  /** Errors only: code on the wire where it is not the name of the shape. */
  code?: string | undefined;
  retryable?: true | "throttling" | undefined;
  /** Errors only: event streams refer to the error, so its table stands among those of `shapes.ts`. */
  referenced?: true | undefined;
  /** An event stream: outputs see an async iterable of this union. */
  eventstream?: true | undefined;
}

/** A string enum with a type of its own. */
export interface EnumPlan {
  shapeName: string;
  typeName: string;
  values: string[];
  documentation?: string | undefined;
}

/** A path: dotted names, or an expression to compile. */
export type PathPlan = { names: string } | { expression: Expression; source: string };

export interface PaginatorPlan {
  inputToken: string[];
  outputToken: PathPlan[];
  moreResults?: PathPlan;
  limitKey?: string;
  resultKey: PathPlan[];
  /** What `items()` yields, when it can be told. */
  item?: ShapePlan | undefined;
}

export type AcceptorPlan = { state: "success" | "failure" | "retry" } & (
  | { status: number }
  | { error: string | boolean }
  | { matcher: "path" | "pathAll" | "pathAny"; path: PathPlan; expected: unknown }
);

export interface WaiterPlan {
  name: string;
  /** Export name of the waiter's data. */
  valueName: string;
  operation: OperationPlan;
  delay: number;
  maxAttempts: number;
  description?: string | undefined;
  acceptors: AcceptorPlan[];
}

export interface OperationPlan {
  /** Name on the wire: the key in the model. */
  name: string;
  /** Export name of the descriptor. */
  valueName: string;
  /** Method of the full client: `getParcel`. */
  methodName: string;
  /** File of the operation without folder and extension: `get-parcel`. */
  fileName: string;
  /** `METHOD /uri`; undefined when it is `POST /`. */
  http?: string | undefined;
  input?: StructurePlan | undefined;
  output?: StructurePlan | undefined;
  /** Names of the operation's types where they are not those of the shapes (shared or missing shapes). */
  inputTypeName: string;
  outputTypeName: string;
  errors: StructurePlan[];
  locationName?: string | undefined;
  xmlNamespace?: { uri: string; prefix?: string } | undefined;
  /** As the core's `resultWrapper`: undefined means `<name>Result`. */
  resultWrapper?: string | false | undefined;
  auth?: string[] | undefined;
  unsignedPayload?: true | undefined;
  hostPrefix?: string | undefined;
  endpointParameters: EndpointParameterPlan[];
  checksum?: {
    requestRequired?: true;
    requestAlgorithmMember?: string;
    requestValidationModeMember?: string;
    responseAlgorithms?: string[];
  };
  compression?: string[] | undefined;
  endpointDiscovery?: "optional" | "required" | undefined;
  /** Milliseconds to wait for the head of the response where the usual minute is too short. */
  headersTimeout?: number | undefined;
  /** The operation waits on the server for work. */
  longPoll?: true | undefined;
  /** Core function that puts a presigned URL of the source's region into requests. */
  copySource?: string | undefined;
  paginator?: PaginatorPlan | undefined;
  /** Input or output streams events: the descriptor refers to their codec. */
  events?: true | undefined;
  documentation?: string | undefined;
  deprecated?: string | true | undefined;
}

/** Where an endpoint parameter of an operation comes from. */
export type EndpointParameterPlan =
  | { name: string; value: string | boolean | string[] }
  | { name: string; member: string }
  | { name: string; path: PathPlan };

export interface ServicePlan {
  /** Folder name, `sqs`; the package is `@inia/<name>`. */
  name: string;
  /** Name of the full client: `SQS`; the bare one is `<className>Client`. */
  className: string;
  metadata: ServiceJson["metadata"];
  /** The chosen protocol, in botocore's words. */
  protocol: "json" | "rest-json" | "rest-xml" | "smithy-rpc-v2-cbor" | "query" | "ec2";
  /** Normalised auth schemes where they are not `["sigv4"]`. */
  auth?: string[] | undefined;
  documentation?: string | undefined;
  operations: OperationPlan[];
  /** Structures and unions that no operation owns; each after those it refers to, but for `cyclic` references. */
  structures: StructurePlan[];
  /** Tables of `shapes.ts` in the same order: {@link structures} and the errors that event streams refer to. */
  tables: StructurePlan[];
  errors: StructurePlan[];
  enums: EnumPlan[];
  waiters: WaiterPlan[];
  ruleset?: RulesetJson | undefined;
  /** `clientContextParams`: camelCase config key, ruleset parameter, type. */
  clientContextParameters: {
    key: string;
    parameter: string;
    type: "string" | "boolean";
    documentation?: string | undefined;
  }[];
  /** Names that were taken, and what was given in their place. */
  clashes: readonly NameClash[];
}
