/**
 * Descriptors as they are at run time, in the forms of the core's types; this package does not depend on the core, so the
 * forms are written down again.
 */
import type { WaiterPlan } from "../plan/plan.ts";
import type { DescribedServiceInfo } from "./service-info.ts";

/** A table, a shape with traits, the name of a scalar, or a function returning one of them: the core's `Ref`. */
export type DescribedRef = string | { readonly [key: string]: any } | (() => DescribedRef);

/** Dotted names or a function: the core's `Path`. */
export type DescribedPath = string | ((value: unknown) => unknown);

/** A modelled error: what a class of it has as static fields. */
export interface DescribedError {
  readonly shapeName: string;
  readonly code?: string;
  readonly shape?: DescribedRef;
  readonly retryable?: true | "throttling";
}

/** An operation: the core's `Operation`, but for its errors, which are no classes yet. */
export interface DescribedOperation {
  readonly name: string;
  readonly http?: string;
  readonly input?: DescribedRef;
  readonly output?: DescribedRef;
  readonly errors?: readonly DescribedError[];
  readonly locationName?: string;
  readonly xmlNamespace?: { readonly uri: string; readonly prefix?: string };
  readonly resultWrapper?: string | false;
  readonly auth?: readonly string[];
  readonly unsignedPayload?: true;
  readonly hostPrefix?: string;
  readonly endpointParameters?: (
    input: any,
  ) => Record<string, string | boolean | readonly string[] | undefined>;
  readonly checksum?: {
    readonly requestRequired?: true;
    readonly requestAlgorithmMember?: string;
    readonly requestValidationModeMember?: string;
    readonly responseAlgorithms?: readonly string[];
  };
  readonly compression?: readonly string[];
  readonly endpointDiscovery?: "optional" | "required";
  readonly paginator?: {
    readonly inputToken: readonly string[];
    readonly outputToken: readonly DescribedPath[];
    readonly moreResults?: DescribedPath;
    readonly limitKey?: string;
    readonly resultKey: readonly DescribedPath[];
  };
}

/** A waiter: the core's `Waiter`. */
export interface DescribedWaiter extends Pick<WaiterPlan, "name" | "delay" | "maxAttempts"> {
  readonly operation: DescribedOperation;
  readonly acceptors: readonly ({ readonly state: "success" | "failure" | "retry" } & (
    | { readonly status: number }
    | { readonly error: string | boolean }
    | { readonly path: DescribedPath; readonly expected: unknown }
    | { readonly pathAll: DescribedPath; readonly expected: unknown }
    | { readonly pathAny: DescribedPath; readonly expected: unknown }
  ))[];
}

/** A service that can be called without generated code. */
export interface DescribedService {
  readonly info: DescribedServiceInfo;
  /** By the operation's name in the model. */
  readonly operations: Readonly<Record<string, DescribedOperation>>;
  /** Tables of structures, unions and errors, by the name of the shape in the model. */
  readonly tables: Readonly<Record<string, DescribedRef>>;
  /** Every modelled error, by the name of its shape. */
  readonly errors: Readonly<Record<string, DescribedError>>;
  readonly waiters: Readonly<Record<string, DescribedWaiter>>;
}
