/** Runs a plan: makes of it the values that a generated package would hold. */
import { compileJmespath } from "../jmespath/compile-jmespath.ts";
import type {
  EndpointParameterPlan,
  OperationPlan,
  PathPlan,
  ServicePlan,
  StructurePlan,
} from "../plan/plan.ts";
import type {
  DescribedError,
  DescribedOperation,
  DescribedPath,
  DescribedRef,
  DescribedService,
  DescribedWaiter,
} from "./described.ts";
import type { Literal } from "./literal.ts";
import { errorLiteral, operationLiteral, waiterLiteral } from "./operation-literal.ts";
import { serviceInfoOf } from "./service-info.ts";
import { tableLiteral } from "./table-literal.ts";

/** The descriptors of a planned service. A table is made when it is first reached, and once. */
export function describeService(plan: ServicePlan): DescribedService {
  const evaluator = new Evaluator();
  const { operations, structures, errors, waiters } = plan;
  const ofOperations = operations
    .flatMap(({ input, output }) => [input, output])
    .filter((table) => table !== undefined);
  return {
    info: serviceInfoOf(plan),
    operations: lazily(
      operations,
      (operation) => operation.name,
      (operation) => evaluator.operation(operation),
    ),
    tables: lazily(
      [...structures, ...errors, ...ofOperations],
      (table) => table.shapeName,
      (table) => evaluator.table(table),
    ),
    errors: lazily(
      errors,
      (error) => error.shapeName,
      (error) => evaluator.error(error),
    ),
    waiters: lazily(
      waiters,
      (waiter) => waiter.name,
      (waiter) => evaluator.evaluate(waiterLiteral(waiter)) as DescribedWaiter,
    ),
  };
}

// Big services have thousands of tables, of which a program uses a few.
function lazily<Plan, Value>(
  plans: readonly Plan[],
  nameOf: (plan: Plan) => string,
  make: (plan: Plan) => Value,
): Record<string, Value> {
  const record: Record<string, Value> = {};
  for (const plan of plans) {
    const name = nameOf(plan);
    const get = (): Value => {
      const value = make(plan);
      Object.defineProperty(record, name, { value, enumerable: true });
      return value;
    };
    Object.defineProperty(record, name, { get, enumerable: true, configurable: true });
  }
  return record;
}

class Evaluator {
  readonly #made: Map<StructurePlan | OperationPlan, unknown> = new Map();
  readonly #errors: Map<StructurePlan, DescribedError> = new Map();

  table(plan: StructurePlan): DescribedRef {
    return this.#once(plan, () => this.evaluate(tableLiteral(plan))) as DescribedRef;
  }

  operation(plan: OperationPlan): DescribedOperation {
    return this.#once(plan, () => this.evaluate(operationLiteral(plan))) as DescribedOperation;
  }

  error(plan: StructurePlan): DescribedError {
    let error = this.#errors.get(plan);
    if (!error) this.#errors.set(plan, (error = this.evaluate(errorLiteral(plan)) as DescribedError));
    return error;
  }

  evaluate(literal: Literal): unknown {
    switch (literal.kind) {
      case "value":
        return literal.value;
      case "array":
        return literal.items.map((item) => this.evaluate(item));
      case "object":
        return Object.fromEntries(literal.entries.map(([key, value]) => [key, this.evaluate(value)]));
      case "table": {
        const { target, cyclic } = literal;
        return cyclic ? () => this.table(target) : this.table(target);
      }
      case "error":
        return this.error(literal.target);
      case "operation":
        return this.operation(literal.target);
      case "path":
        return pathOf(literal.path);
      case "endpoint-parameters":
        return endpointParametersOf(literal.parameters);
    }
  }

  #once(plan: StructurePlan | OperationPlan, make: () => unknown): unknown {
    if (!this.#made.has(plan)) this.#made.set(plan, make());
    return this.#made.get(plan);
  }
}

function pathOf(path: PathPlan): DescribedPath {
  return "names" in path ? path.names : compileJmespath(path.expression);
}

function endpointParametersOf(
  parameters: readonly EndpointParameterPlan[],
): DescribedOperation["endpointParameters"] {
  const readers = parameters.map((parameter) => [parameter.name, readerOf(parameter)] as const);
  return (input) =>
    Object.fromEntries(readers.map(([name, read]) => [name, read(input) as string | undefined]));
}

function readerOf(parameter: EndpointParameterPlan): (input: Record<string, unknown>) => unknown {
  if ("value" in parameter) return () => parameter.value;
  if ("member" in parameter) return (input) => input[parameter.member];
  const path = compileJmespath("names" in parameter.path ? parameter.path.names : parameter.path.expression);
  return (input) => path(input) ?? undefined;
}
