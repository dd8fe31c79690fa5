import type { OperationJson, ServiceModel } from "../model.ts";
import { camelCase } from "./letter-case.ts";
import type { EndpointParameterPlan, ServicePlan, StructurePlan } from "./plan.ts";
import { planPath } from "./plan-path.ts";

/** Where an operation's endpoint parameters come from: static values, then input members, then paths into the input. */
export function planEndpointParameters(
  model: ServiceModel,
  name: string,
  operation: OperationJson,
  input: StructurePlan | undefined,
): EndpointParameterPlan[] {
  const planned: EndpointParameterPlan[] = [];
  for (const [parameter, { value }] of Object.entries(operation.staticContextParams ?? {})) {
    planned.push({ name: parameter, value: value as string | boolean | string[] });
  }
  const { shapes } = model.service;
  const members = input ? (shapes[input.shapeName]!.members ?? {}) : {};
  for (const [member, ref] of Object.entries(members)) {
    const context = ref.contextParam ?? shapes[ref.shape]?.contextParam;
    if (context) planned.push({ name: context.name, member });
  }
  for (const [parameter, { path }] of Object.entries(operation.operationContextParams ?? {})) {
    const where = `operations.${name}.operationContextParams.${parameter}.path`;
    planned.push({ name: parameter, path: planPath(path, model.source, where) });
  }
  return planned;
}

/** The settings of a client that only this service's ruleset reads. */
export function planClientContextParameters(model: ServiceModel): ServicePlan["clientContextParameters"] {
  return Object.entries(model.service.clientContextParams ?? {}).map(
    ([parameter, { type, documentation }]) => ({
      key: camelCase(parameter),
      parameter,
      type: type.toLowerCase() === "boolean" ? "boolean" : "string",
      documentation,
    }),
  );
}
