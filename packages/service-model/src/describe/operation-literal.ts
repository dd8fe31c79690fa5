/** Descriptors of operations, errors and waiters. */
import type { AcceptorPlan, OperationPlan, PaginatorPlan, StructurePlan, WaiterPlan } from "../plan/plan.ts";
import { dataLiteral, objectLiteral, optional, valueLiteral, type Literal } from "./literal.ts";
import { tableMembers } from "./table-literal.ts";

type ObjectLiteral = Literal & { kind: "object" };

/** The descriptor of an operation. */
export function operationLiteral(plan: OperationPlan): ObjectLiteral {
  const { input, output, errors, endpointParameters } = plan;
  return objectLiteral([
    ["name", valueLiteral(plan.name)],
    ["http", optional(plan.http)],
    ["input", input && tableOf(input)],
    ["output", output && tableOf(output)],
    ["errors", list(errors.map((target) => ({ kind: "error", target })))],
    ["locationName", optional(plan.locationName)],
    ["xmlNamespace", dataLiteral(plan.xmlNamespace)],
    ["resultWrapper", optional(plan.resultWrapper)],
    ["auth", optional(plan.auth)],
    ["unsignedPayload", optional(plan.unsignedPayload)],
    ["hostPrefix", optional(plan.hostPrefix)],
    [
      "endpointParameters",
      endpointParameters.length > 0
        ? { kind: "endpoint-parameters", parameters: endpointParameters }
        : undefined,
    ],
    ["checksum", dataLiteral(plan.checksum)],
    ["compression", optional(plan.compression)],
    ["endpointDiscovery", optional(plan.endpointDiscovery)],
    ["headersTimeout", optional(plan.headersTimeout)],
    ["longPoll", optional(plan.longPoll)],
    ["paginator", plan.paginator && paginatorLiteral(plan.paginator)],
  ]);
}

/** The static fields of an error class; one without members of its own has no table. */
export function errorLiteral(plan: StructurePlan): ObjectLiteral {
  return objectLiteral([
    ["shapeName", valueLiteral(plan.shapeName)],
    ["code", optional(plan.code)],
    ["shape", tableMembers(plan).length > 0 ? tableOf(plan) : undefined],
    ["retryable", optional(plan.retryable)],
  ]);
}

/** The data of a waiter. */
export function waiterLiteral(plan: WaiterPlan): ObjectLiteral {
  return objectLiteral([
    ["name", valueLiteral(plan.name)],
    ["operation", { kind: "operation", target: plan.operation }],
    ["delay", valueLiteral(plan.delay)],
    ["maxAttempts", valueLiteral(plan.maxAttempts)],
    ["acceptors", { kind: "array", items: plan.acceptors.map(acceptorLiteral) }],
  ]);
}

function paginatorLiteral(plan: PaginatorPlan): ObjectLiteral {
  const { inputToken, outputToken, moreResults, limitKey, resultKey } = plan;
  return objectLiteral([
    ["inputToken", valueLiteral(inputToken)],
    ["outputToken", { kind: "array", items: outputToken.map((path) => ({ kind: "path", path })) }],
    ["moreResults", moreResults && { kind: "path", path: moreResults }],
    ["limitKey", optional(limitKey)],
    ["resultKey", { kind: "array", items: resultKey.map((path) => ({ kind: "path", path })) }],
  ]);
}

function acceptorLiteral(plan: AcceptorPlan): ObjectLiteral {
  const state = ["state", valueLiteral(plan.state)] as const;
  if ("status" in plan) return objectLiteral([state, ["status", valueLiteral(plan.status)]]);
  if ("error" in plan) return objectLiteral([state, ["error", valueLiteral(plan.error)]]);
  const { matcher, path, expected } = plan;
  return objectLiteral([state, [matcher, { kind: "path", path }], ["expected", valueLiteral(expected)]]);
}

function tableOf(target: StructurePlan): Literal {
  return { kind: "table", target, cyclic: false };
}

function list(items: Literal[]): Literal | undefined {
  return items.length > 0 ? { kind: "array", items } : undefined;
}
