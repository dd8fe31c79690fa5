/** `README.md` of a generated package. */
import type { OperationPlan } from "@inia/service-model";
import type { GeneratedFile } from "../print/source-file.ts";
import type { PackageContext } from "./package-context.ts";
import { needsInput } from "./structure.ts";

/** The first thing that a user reads: what to install, a first call, where to go on. */
export function emitReadme(context: PackageContext): GeneratedFile {
  const { plan } = context;
  const { name, className, metadata, operations } = plan;
  const uid = typeof metadata["uid"] === "string" ? metadata["uid"] : `${name}-${metadata.apiVersion}`;
  const counts = [
    count(operations.length, "operation"),
    ...(plan.waiters.length > 0 ? [count(plan.waiters.length, "waiter")] : []),
    `API version ${metadata.apiVersion}`,
  ];
  const lines = [
    `# @inia/${name}`,
    "",
    `Inia's client for ${metadata.serviceFullName}: ${counts.join(", ")}.`,
    "",
    "```sh",
    `npm install @inia/${name}`,
    "```",
    "",
    ...firstCall(className, name, operations),
    `What the service does: <https://docs.aws.amazon.com/goto/WebAPI/${uid}>. What all clients share (configuration,`,
    "errors, pages, waiters, streams): the documentation of `@inia/core`.",
    "",
    `This package is generated from botocore's description of the service. Do not edit it.`,
    "",
  ];
  return { path: "README.md", text: lines.join("\n") };
}

function firstCall(className: string, name: string, operations: readonly OperationPlan[]): string[] {
  const easy = operations.filter((operation) => !needsInput(operation.input));
  const operation =
    easy.find(({ valueName }) => /^(List|Describe|Get)/.test(valueName)) ?? easy[0] ?? operations[0];
  if (operation === undefined) return [];
  const members =
    operation.input?.members.filter(({ required }) => required).map((member) => member.name) ?? [];
  const input = members.length === 0 ? "" : `{ ${members.join(", ")} }`;
  return [
    "```ts",
    `import { ${className} } from "@inia/${name}";`,
    "",
    `const client = new ${className}({ region: "eu-west-1" });`,
    `const output = await client.${operation.methodName}(${input});`,
    "```",
    "",
    "Smaller bundles, with only what is named:",
    "",
    "```ts",
    `import { ${className}Client, ${operation.valueName} } from "@inia/${name}";`,
    "",
    `const client = new ${className}Client({ region: "eu-west-1" });`,
    `const output = await client.send(${operation.valueName}${input === "" ? "" : `, ${input}`});`,
    "```",
    "",
  ];
}

function count(of: number, what: string): string {
  return `${of} ${what}${of === 1 ? "" : "s"}`;
}
