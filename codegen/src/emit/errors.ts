/** `src/errors.ts`: a class per modelled error. */
import type { StructurePlan } from "@inia/service-model";
import { after, before } from "../print/layout.ts";
import { key, quote } from "../print/literal.ts";
import type { GeneratedFile, SourceFile } from "../print/source-file.ts";
import { membersOf, printTable } from "./descriptor.ts";
import { docComment } from "./doc-comment.ts";
import { coreModule, paths, type PackageContext } from "./package-context.ts";
import { typeOf } from "./type.ts";

/** Fields that every error of the core has; a modelled member of such a name gets a `$` in front. The core knows the same list. */
export const reservedErrorMembers: readonly string[] = [
  "name", "message", "stack", "cause", "code", "fault", "statusCode", "requestId", "attempts", "retryable",
  "serviceMessage", "totalDelay", "notRetried", "$metadata",
]; // prettier-ignore

/** The file of the error classes; undefined when there are none. */
export function emitErrors(context: PackageContext): GeneratedFile | undefined {
  if (context.plan.errors.length === 0) return undefined;
  const file = context.file(paths.errors);
  for (const error of context.plan.errors) {
    emitError(context, file, error);
    file.blank();
  }
  return file.finish();
}

function emitError(context: PackageContext, file: SourceFile, error: StructurePlan): void {
  docComment(file, {
    html: error.documentation,
    fallback: `The service answered with ${error.shapeName}.`,
    deprecated: error.deprecated,
  });
  file.block(`export class ${error.typeName} extends ${file.value("ServiceError", coreModule)} `, () => {
    const field = (name: string, type: string, value: string): void =>
      file.line(`static override readonly ${name}: ${type} = ${value};`);
    field("shapeName", "string", quote(error.shapeName));
    field("service", "string", quote(context.serviceId));
    if (error.code !== undefined) field("code", "string", quote(error.code));
    if (membersOf(error).length > 0) {
      const table = error.referenced ? context.table(file, error) : printTable(context, file, error);
      file.code(
        after(before(`static override readonly shape: ${file.type("Ref", coreModule)} = `, table), ";"),
      );
    }
    if (error.retryable !== undefined) {
      field("retryable", 'true | "throttling"', error.retryable === true ? "true" : quote(error.retryable));
    }
    emitFields(context, file, error);
  });
}

function emitFields(context: PackageContext, file: SourceFile, error: StructurePlan): void {
  const site = { context, file, usage: { input: false, output: true } };
  for (const member of membersOf(error)) {
    const name = reservedErrorMembers.includes(member.name) ? `$${member.name}` : member.name;
    docComment(file, { html: member.documentation, deprecated: member.deprecated, short: true });
    file.line(`declare readonly ${key(name)}?: ${typeOf(site, member.ref)} | undefined;`);
  }
}
