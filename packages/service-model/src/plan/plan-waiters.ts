import { ModelError } from "../model-error.ts";
import type { ServiceModel, WaiterJson } from "../model.ts";
import type { ServiceNames } from "./assign-names.ts";
import type { AcceptorPlan, OperationPlan, WaiterPlan } from "./plan.ts";
import { planPath } from "./plan-path.ts";

/** Plans the waiters of a service. Throws {@link ModelError} for unknown operations, states and matchers. */
export function planWaiters(
  model: ServiceModel,
  operations: readonly OperationPlan[],
  names: ServiceNames,
): WaiterPlan[] {
  const byName = new Map(operations.map((operation) => [operation.name, operation]));
  return Object.entries(model.waiters).map(([name, waiter]) => {
    const where = `waiters.${name}`;
    const operation = byName.get(waiter.operation);
    if (!operation) {
      throw new ModelError(model.source, `${where}.operation`, `no operation "${waiter.operation}"`);
    }
    return {
      name,
      valueName: names.waiters.get(name)!,
      operation,
      delay: waiter.delay,
      maxAttempts: waiter.maxAttempts,
      description: waiter.description,
      acceptors: waiter.acceptors.map((acceptor, i) =>
        planAcceptor(acceptor, model.source, `${where}.acceptors.${i}`),
      ),
    };
  });
}

function planAcceptor(acceptor: WaiterJson["acceptors"][number], file: string, where: string): AcceptorPlan {
  const { state, matcher, expected, argument = "" } = acceptor;
  if (state !== "success" && state !== "failure" && state !== "retry") {
    throw new ModelError(file, `${where}.state`, `unknown state "${state}"`);
  }
  switch (matcher) {
    case "status":
      return { state, status: Number(expected) };
    case "error":
      return { state, error: typeof expected === "boolean" ? expected : String(expected) };
    case "path":
    case "pathAll":
    case "pathAny":
      return { state, matcher, path: planPath(argument, file, `${where}.argument`), expected };
    default:
      throw new ModelError(file, `${where}.matcher`, `unknown matcher "${matcher}"`);
  }
}
