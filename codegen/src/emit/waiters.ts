/** `src/waiters.ts`: what to poll for, as plain data. */
import { waiterLiteral, type WaiterPlan } from "@inia/service-model";
import { before, brackets, object } from "../print/layout.ts";
import { quote } from "../print/literal.ts";
import type { GeneratedFile, SourceFile } from "../print/source-file.ts";
import { printLiteral } from "./descriptor.ts";
import { docComment } from "./doc-comment.ts";
import { operationTypes } from "./operation.ts";
import { coreModule, paths, type PackageContext } from "./package-context.ts";
import { declare } from "./structure.ts";

/** The file of the waiters; undefined when there are none. */
export function emitWaiters(context: PackageContext): GeneratedFile | undefined {
  if (context.plan.waiters.length === 0) return undefined;
  const file = context.file(paths.waiters);
  for (const waiter of context.plan.waiters) {
    emitWaiter(context, file, waiter);
    file.blank();
  }
  return file.finish();
}

/** One sentence about a waiter. */
export function waiterSummary({ name, operation, delay, maxAttempts }: WaiterPlan): string {
  const often = `every ${delay} s, ${maxAttempts} times at most`;
  return `Waits for ${name} by calling {@link ${operation.valueName}} ${often}.`;
}

function emitWaiter(context: PackageContext, file: SourceFile, waiter: WaiterPlan): void {
  const { operation } = waiter;
  const { input, output } = operationTypes(context, file, operation);
  const arguments_ = [quote(context.serviceId), input, output];
  const type = before(file.type("Waiter", coreModule), brackets("<", arguments_, ">", { trailing: false }));
  docComment(file, { html: waiter.description, fallback: waiterSummary(waiter) });
  const { entries } = waiterLiteral(waiter);
  const data = entries.map(([name, value]) => [name, printLiteral(context, file, value)] as const);
  declare(file, waiter.valueName, type, object(data, true));
}
