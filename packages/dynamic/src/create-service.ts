import * as core from "@inia/core/service";
import type { AnyOperation, Protocol, Service, Waiter } from "@inia/core";
import {
  describeService,
  interpretRuleset,
  loadService,
  ModelError,
  planService,
  serviceTraitsOf,
  operationCodecs,
  type DescribedError,
  type DescribedOperation,
  type ServiceModel,
  type ServicePlan,
} from "@inia/service-model";

/** A service ready to be called: what a generated package exports, made at run time. */
export interface DynamicService {
  readonly service: Service;
  readonly plan: ServicePlan;
  /** By the operation's name in the model. */
  readonly operations: Readonly<Record<string, AnyOperation>>;
  readonly waiters: Readonly<Record<string, Waiter<string, any, any>>>;
  /** Error classes by the name of the shape. */
  readonly errors: Readonly<Record<string, typeof core.ServiceError>>;
}

const protocols: Readonly<Record<ServicePlan["protocol"], Protocol>> = {
  json: core.awsJson,
  "rest-json": core.restJson,
  "rest-xml": core.restXml,
  "smithy-rpc-v2-cbor": core.rpcV2Cbor,
  query: core.awsQuery,
  ec2: core.ec2Query,
};

/** Loads a description and makes a service of it. Throws ModelError when there is none or it is wrong. */
export function createService(sources: readonly string[], name: string, apiVersion?: string): DynamicService {
  if (sources.length === 0) {
    throw new ModelError(name, "", "there is no folder of descriptions: give `models`, or set AWS_DATA_PATH");
  }
  return serviceOf(loadService(sources, name, apiVersion === undefined ? {} : { apiVersion }));
}

/** Makes a service of a loaded description. */
export function serviceOf(model: ServiceModel): DynamicService {
  const plan = planService(model);
  const described = describeService(plan);
  const errors = mapValues(described.errors, (error) => errorClass(error, plan.metadata.serviceId));
  const byDescription = new Map<DescribedOperation, AnyOperation>();
  const operations = mapValues(described.operations, (operation) => {
    const made = {
      ...operation,
      ...codecsOf(plan, operation.name),
      ...(operation.errors && { errors: operation.errors.map(({ shapeName }) => errors[shapeName]!) }),
    } as AnyOperation;
    byDescription.set(operation, made);
    return made;
  });
  const waiters = mapValues(
    described.waiters,
    (waiter) => ({ ...waiter, operation: byDescription.get(waiter.operation)! }) as Waiter<string, any, any>,
  );
  return { service: serviceRecord(plan, described.info), plan, operations, waiters, errors };
}

/** The code that hangs on an operation, by the field that refers to it. */
function codecsOf(plan: ServicePlan, name: string): object {
  const operation = plan.operations.find((operation) => operation.name === name)!;
  const named = core as unknown as Record<string, unknown>;
  return Object.fromEntries(
    operationCodecs(operation, plan.protocol).map(([field, codec]) => [field, named[codec]]),
  );
}

function serviceRecord(plan: ServicePlan, info: object): Service {
  const { customizations, signers, retry, rawPath } = serviceTraitsOf(plan);
  const named = core as unknown as Record<string, never>;
  return {
    ...(info as Service),
    protocol: protocols[plan.protocol],
    endpoint: plan.ruleset
      ? (interpretRuleset(plan.ruleset, core as never) as Service["endpoint"])
      : core.standardEndpoint(plan.metadata.endpointPrefix),
    customizations: customizations.map((name) => named[name]!),
    signers: mapValues(signers, (name) => named[name]!),
    ...(retry && { retry }),
    ...(rawPath && { rawPath }),
  };
}

function errorClass(error: DescribedError, service: string): typeof core.ServiceError {
  return class extends core.ServiceError {
    static override readonly shapeName: string = error.shapeName;
    static override readonly service: string = service;
    static override readonly code: string = error.code ?? error.shapeName;
    static override readonly shape: core.Ref = error.shape as core.Ref;
    static override readonly retryable: true | "throttling" = error.retryable as true;
  };
}

function mapValues<T, R>(object: Readonly<Record<string, T>>, map: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, map(value)]));
}
