/** `src/<service>.ts`: the full client, with a method per operation, paginator and waiter. */
import type { OperationPlan, WaiterPlan } from "@inia/service-model";
import { brackets, type Code } from "../print/layout.ts";
import type { GeneratedFile, SourceFile } from "../print/source-file.ts";
import { docComment } from "./doc-comment.ts";
import { itemType, operationTypes } from "./operation.ts";
import { coreModule, paths, type PackageContext } from "./package-context.ts";
import { needsInput } from "./structure.ts";
import { waiterSummary } from "./waiters.ts";

/** The file of the full client. */
export function emitFullClient(context: PackageContext): GeneratedFile {
  const { plan } = context;
  const file = context.file(context.fullClientPath());
  const bare = file.value(`${plan.className}Client`, paths.client);
  docComment(file, { html: plan.documentation, fallback: `The client of ${plan.metadata.serviceFullName}.` });
  file.block(`export class ${plan.className} extends ${bare} `, () => {
    for (const operation of plan.operations) {
      emitMethod(context, file, operation);
      if (operation.paginator !== undefined) emitPaginate(context, file, operation);
    }
    for (const waiter of plan.waiters) emitWaitUntil(context, file, waiter);
  });
  return file.finish();
}

/** Name of the method that paginates an operation. */
export function paginateMethod(operation: OperationPlan): string {
  return `paginate${operation.valueName}`;
}

/** Name of the method that waits. */
export function waitMethod(waiter: WaiterPlan): string {
  return `waitUntil${waiter.valueName}`;
}

function emitMethod(context: PackageContext, file: SourceFile, operation: OperationPlan): void {
  const { input, output } = operationTypes(context, file, operation);
  const value = file.value(operation.valueName, context.operationPath(operation));
  separate(file);
  docComment(file, {
    html: operation.documentation,
    short: true,
    deprecated: operation.deprecated,
    fallback: `Calls ${operation.name}.`,
    more: [`See {@link ${value}}.`],
  });
  const parameters = [inputParameter(operation, input), `options?: ${file.type("CallOptions", coreModule)}`];
  const result = `Promise<${file.type("WithMetadata", coreModule)}<${output}>>`;
  method(file, operation.methodName, parameters, result, `this.send(${value}, input, options)`);
}

function emitPaginate(context: PackageContext, file: SourceFile, operation: OperationPlan): void {
  const { input, output } = operationTypes(context, file, operation);
  const value = file.value(operation.valueName, context.operationPath(operation));
  separate(file);
  docComment(file, { fallback: `Pages of {@link ${value}}, or with \`items()\` what they list.` });
  const parameters = [
    inputParameter(operation, input),
    `options?: ${file.type("PaginateOptions", coreModule)}`,
  ];
  const result = `${file.type("Paginated", coreModule)}<${output}, ${itemType(context, file, operation.paginator!)}>`;
  const call = `${file.value("paginate", coreModule)}(this, ${value}, input, options)`;
  method(file, paginateMethod(operation), parameters, result, call);
}

function emitWaitUntil(context: PackageContext, file: SourceFile, waiter: WaiterPlan): void {
  const { operation } = waiter;
  const { input, output } = operationTypes(context, file, operation);
  const value = file.value(waiter.valueName, paths.waiters);
  separate(file);
  docComment(file, { html: waiter.description, short: true, fallback: waiterSummary(waiter) });
  const parameters = [inputParameter(operation, input), `options?: ${file.type("WaitOptions", coreModule)}`];
  const result = `Promise<${file.type("WithMetadata", coreModule)}<${output}> | undefined>`;
  const call = `${file.value("waitUntil", coreModule)}(this, ${value}, input, options)`;
  method(file, waitMethod(waiter), parameters, result, call);
}

function inputParameter(operation: OperationPlan, input: string): string {
  return needsInput(operation.input) ? `input: ${input}` : `input: ${input} = {}`;
}

function method(
  file: SourceFile,
  name: string,
  parameters: readonly string[],
  result: string,
  call: string,
): void {
  const list: Code = { ...brackets("(", parameters, ")"), before: name, after: `: ${result} {` };
  file.code(list);
  file.indent(() => file.line(`return ${call};`));
  file.line("}");
}

/** A blank line between methods, none before the first. */
function separate(file: SourceFile): void {
  file.blankInBlock();
}
