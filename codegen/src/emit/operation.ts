/** `src/operations/<operation>.ts`: the types of one operation and its descriptor. */
import {
  operationLiteral,
  operationCodecs,
  type OperationPlan,
  type PaginatorPlan,
} from "@inia/service-model";
import { before, brackets, object, union, type Code, type Layout } from "../print/layout.ts";
import { quote } from "../print/literal.ts";
import type { GeneratedFile, SourceFile } from "../print/source-file.ts";
import { printLiteral } from "./descriptor.ts";
import { docComment } from "./doc-comment.ts";
import { exampleOf } from "./example.ts";
import { coreModule, type PackageContext } from "./package-context.ts";
import { declare, emitType } from "./structure.ts";
import { typeOfShape } from "./type.ts";

/** The file of one operation. */
export function emitOperation(context: PackageContext, operation: OperationPlan): GeneratedFile {
  const file = context.file(context.operationPath(operation));
  emitInput(context, file, operation);
  if (operation.output === undefined || operation.output !== operation.input)
    emitOutput(context, file, operation);
  docComment(file, {
    html: operation.documentation,
    fallback: `Calls ${operation.name}.`,
    tags: operation.errors.map((error) => ({
      tag: `@throws {@link ${error.typeName}}`,
      html: error.documentation,
    })),
    example: exampleOf(operation, context.examples),
    deprecated: operation.deprecated,
  });
  const { entries } = operationLiteral(operation);
  const descriptor = entries.map(([name, value]) => [name, printLiteral(context, file, value)] as const);
  for (const [field, codec] of operationCodecs(operation, context.plan.protocol))
    descriptor.push([field, file.value(codec, coreModule)]);
  declare(file, operation.valueName, descriptorType(context, file, operation), object(descriptor, true));
  return file.finish();
}

function emitInput(context: PackageContext, file: SourceFile, operation: OperationPlan): void {
  const { input, inputTypeName } = operation;
  const fallback = `Input of {@link ${operation.valueName}}.`;
  if (input === undefined)
    file.verbatim(`/** ${fallback} */\nexport type ${inputTypeName} = Record<string, never>;`);
  else if (context.home(input) === file.path) emitType(context, file, input, fallback);
  else return;
  file.blank();
}

function emitOutput(context: PackageContext, file: SourceFile, operation: OperationPlan): void {
  const { output, outputTypeName } = operation;
  const fallback = `Output of {@link ${operation.valueName}}.`;
  if (output === undefined) file.verbatim(`/** ${fallback} */\nexport interface ${outputTypeName} {}`);
  else if (context.home(output) === file.path) emitType(context, file, output, fallback);
  else return;
  file.blank();
}

/** The names of an operation's input and output types, imported where they are used. */
export function operationTypes(
  context: PackageContext,
  file: SourceFile,
  operation: OperationPlan,
): { input: string; output: string } {
  const own = context.operationPath(operation);
  const { input, inputTypeName, output, outputTypeName } = operation;
  return {
    input: file.type(inputTypeName, input === undefined ? own : context.home(input)),
    output: file.type(outputTypeName, output === undefined ? own : context.home(output)),
  };
}

/** The type of what a paginator's `items()` yields. */
export function itemType(context: PackageContext, file: SourceFile, paginator: PaginatorPlan): string {
  if (paginator.item === undefined) return "unknown";
  return typeOfShape({ context, file, usage: { input: false, output: true } }, paginator.item);
}

function descriptorType(context: PackageContext, file: SourceFile, operation: OperationPlan): Code {
  const { input, output } = operationTypes(context, file, operation);
  const { paginator } = operation;
  const types: Layout[] = [quote(context.serviceId), input, output];
  if (paginator !== undefined) types.push(itemType(context, file, paginator));
  const errors = operation.errors.map((error) => context.errorClass(file, error));
  if (errors.length > 0) types.push(union(errors));
  const name = paginator === undefined ? "Operation" : "PaginatedOperation";
  return before(file.type(name, coreModule), brackets("<", types, ">", { trailing: false }));
}
