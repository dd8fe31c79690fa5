/** Checks what paginators and waiters say against the operations they are about. */
import type { PaginatorJson, ServiceModel, ShapeJson, WaiterJson } from "../model.ts";
import { isObject } from "./deep-merge.ts";
import type { Findings } from "./findings.ts";
import { checkPath } from "./validate-operations.ts";

/** Checks `paginators-1.json`: operations, tokens and result keys exist. */
export function checkPaginators(model: ServiceModel, all: Findings): void {
  const findings = all.beside("paginators-1.json");
  for (const [name, paginator] of Object.entries(model.paginators)) {
    const path = `pagination.${name}`;
    if (!findings.expectName(model.service.operations, name, path, "operation")) continue;
    if (!isObject(paginator)) findings.add(path, "is no object");
    else checkPaginator(model, name, paginator as unknown as PaginatorJson, path, findings);
  }
}

function checkPaginator(
  model: ServiceModel,
  name: string,
  paginator: PaginatorJson,
  path: string,
  findings: Findings,
): void {
  const { operations, shapes } = model.service;
  const { input, output } = operations[name]!;
  const membersOf = (ref: typeof input): NonNullable<ShapeJson["members"]> =>
    (ref && shapes[ref.shape]?.members) ?? {};
  const [inputs, outputs] = [listOf(paginator.input_token), listOf(paginator.output_token)];
  if (inputs.length === 0 || inputs.length !== outputs.length) {
    findings.add(path, "needs as many input_tokens as output_tokens, one at least");
  }
  inputs.forEach((token) => findings.expectName(membersOf(input), token, `${path}.input_token`, "member"));
  if (paginator.limit_key !== undefined) {
    findings.expectName(membersOf(input), paginator.limit_key, `${path}.limit_key`, "member");
  }
  for (const key of ["output_token", "result_key", "more_results", "non_aggregate_keys"] as const) {
    for (const expression of listOf(paginator[key])) {
      checkPath(expression, `${path}.${key}`, findings);
      const first = /^[A-Za-z_]\w*(?=\.|$)/.exec(expression)?.[0];
      if (first !== undefined) findings.expectName(membersOf(output), first, `${path}.${key}`, "member");
    }
  }
}

/** Checks `waiters-2.json`: operations exist, states and matchers are known, paths can be compiled. */
export function checkWaiters(model: ServiceModel, all: Findings): void {
  const findings = all.beside("waiters-2.json");
  for (const [name, waiter] of Object.entries(model.waiters)) {
    const path = `waiters.${name}`;
    if (!isObject(waiter)) findings.add(path, "is no object");
    else checkWaiter(model, waiter as unknown as WaiterJson, path, findings);
  }
}

function checkWaiter(model: ServiceModel, waiter: WaiterJson, path: string, findings: Findings): void {
  findings.expectName(model.service.operations, waiter.operation, `${path}.operation`, "operation");
  for (const key of ["delay", "maxAttempts"] as const) {
    if (!(waiter[key] > 0)) findings.add(`${path}.${key}`, "must be above 0");
  }
  if (!Array.isArray(waiter.acceptors)) return findings.add(`${path}.acceptors`, "is no list");
  waiter.acceptors.forEach(({ state, matcher, argument }, i) => {
    const place = `${path}.acceptors.${i}`;
    findings.expectName({ success: 0, failure: 0, retry: 0 }, state, `${place}.state`, "state");
    const known = { status: 0, error: 0, path: 0, pathAll: 0, pathAny: 0 };
    findings.expectName(known, matcher, `${place}.matcher`, "matcher");
    if (String(matcher).startsWith("path")) checkPath(argument, `${place}.argument`, findings);
  });
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === "string" ? [value] : value;
}
