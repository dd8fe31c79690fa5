import type { OperationJson, ServiceModel } from "../model.ts";
import { adjustmentsOf } from "./adjustments.ts";
import { assignNames } from "./assign-names.ts";
import { chooseProtocol } from "./choose-protocol.ts";
import { orderShapes } from "./order-shapes.ts";
import type { ServicePlan } from "./plan.ts";
import { planServiceAuth } from "./plan-auth.ts";
import { planClientContextParameters } from "./plan-endpoint-parameters.ts";
import { planOperation } from "./plan-operation.ts";
import { planShapes } from "./plan-shapes.ts";
import { planWaiters } from "./plan-waiters.ts";
import { surveyShapes } from "./survey-shapes.ts";

/** How a service is planned. */
export interface PlanOptions {
  /** Names besides the known ones that types and values must not have. */
  readonly reservedNames?: Iterable<string>;
}

/**
 * Plans a service: decides its protocol, names, tables and operations, so that printing and running only follow.
 * The same model gives the same plan; the model is not changed.
 *
 * @throws {@link ModelError} when the description contradicts itself.
 */
export function planService(model: ServiceModel, options: PlanOptions = {}): ServicePlan {
  const protocol = chooseProtocol(model);
  const operations = adjustedOperations(model);
  const survey = surveyShapes(model, operations);
  const names = assignNames(model, operations, survey, options.reservedNames);
  const shapes = planShapes(model, protocol, survey, names);
  const auth = planServiceAuth(model);

  const all = [...shapes.structures.values()];
  const tables = orderShapes(all).filter(({ kind, owner, referenced }) =>
    kind === "error" ? referenced : !owner,
  );
  const context = { model, names, shapes, auth };
  const planned = operations.map(([name, operation]) => planOperation(name, operation, context));
  return {
    name: model.name,
    className: names.className,
    metadata: model.service.metadata,
    protocol,
    auth: auth.join() === "sigv4" ? undefined : auth,
    documentation: model.service.documentation,
    operations: planned,
    structures: tables.filter(({ kind }) => kind !== "error"),
    tables,
    errors: all.filter(({ kind }) => kind === "error"),
    enums: [...shapes.enums],
    waiters: planWaiters(model, planned, names),
    ruleset: model.ruleset,
    clientContextParameters: planClientContextParameters(model),
    clashes: names.clashes,
  };
}

function adjustedOperations(model: ServiceModel): (readonly [string, OperationJson])[] {
  const adjust = adjustmentsOf(model).flatMap(({ operation }) => operation ?? []);
  return Object.entries(model.service.operations).map(
    ([name, operation]) => [name, adjust.reduce((changed, change) => change(changed), operation)] as const,
  );
}
