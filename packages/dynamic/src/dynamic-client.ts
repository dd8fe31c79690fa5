import { Client, paginate, waitUntil, type CallOptions, type ClientConfig, type PaginateOptions, type WaitOptions } from "@inia/core"; // prettier-ignore
import type { AnyOperation } from "@inia/core";
import type { DynamicService } from "./create-service.ts";

/** A method of a dynamic client: an operation, a paginator (`paginateListQueues`) or a waiter (`waitUntilTableExists`). */
export type DynamicMethod = (input?: object, options?: CallOptions & PaginateOptions & WaitOptions) => any;

/** A client whose methods come from a description. */
export type DynamicClient = Client & {
  readonly [method: string]: DynamicMethod;
} & {
  /** Operations by their name in the model, for `send`, `paginate` and `presign`. */
  readonly operations: Readonly<Record<string, AnyOperation>>;
};

/** Makes a client with a method for each operation, paginator and waiter of a service. */
export function createDynamicClient(dynamic: DynamicService, config: ClientConfig): DynamicClient {
  const { service, plan, operations, waiters } = dynamic;
  const client = new Client(service, config);
  const methods: Record<string, unknown> = { operations };
  for (const { name, methodName, valueName, paginator } of plan.operations) {
    const operation = operations[name]!;
    methods[methodName] = (input: object = {}, options?: CallOptions) =>
      client.send(operation, input, options);
    if (paginator === undefined) continue;
    methods[`paginate${valueName}`] = (input: object = {}, options?: PaginateOptions) =>
      paginate(client, operation as never, input, options);
  }
  for (const { name, valueName } of plan.waiters) {
    methods[`waitUntil${valueName}`] = (input: object = {}, options?: WaitOptions) =>
      waitUntil(client, waiters[name]!, input, options);
  }
  for (const [name, value] of Object.entries(methods)) Object.defineProperty(client, name, { value });
  return client as DynamicClient;
}
