/** `src/client.ts`: the service's record and its bare client. */
import { serviceInfoOf, serviceTraitsOf, type ServicePlan } from "@inia/service-model";
import { array, object, type Code } from "../print/layout.ts";
import { key, quote } from "../print/literal.ts";
import type { GeneratedFile, SourceFile } from "../print/source-file.ts";
import { printValue } from "./descriptor.ts";
import { docComment } from "./doc-comment.ts";
import { coreModule, paths, type PackageContext } from "./package-context.ts";
import { declare } from "./structure.ts";

type Entry = readonly [string, Code];

/** Protocols by botocore's names, and the names under which the core exports them. */
const protocols: Readonly<Record<ServicePlan["protocol"], string>> = {
  json: "awsJson",
  "rest-json": "restJson",
  "rest-xml": "restXml",
  "smithy-rpc-v2-cbor": "rpcV2Cbor",
  query: "awsQuery",
  ec2: "ec2Query",
};

/** Name of the exported resolver of `src/endpoint.ts`. */
export const resolverName = "resolveEndpoint";

/** The file of the bare client. */
export function emitClient(context: PackageContext): GeneratedFile {
  const { plan } = context;
  const { className } = plan;
  const file = context.file(paths.client);
  const id = quote(context.serviceId);
  const client = file.value("Client", coreModule);
  const config = `${className}ClientConfig`;
  declareService(context, file, id);
  file.blank();
  emitConfig(file, plan, config);
  file.blank();
  docComment(file, {
    fallback: `The bare client of ${plan.metadata.serviceFullName}: it sends operations and bundles only those that are named.`,
  });
  file.block(`export class ${className}Client extends ${client}<${id}> `, () => {
    file.block(`constructor(config: ${config} = {}) `, () => file.line("super(service, config);"));
  });
  return file.finish();
}

function declareService(context: PackageContext, file: SourceFile, id: string): void {
  const { plan } = context;
  const info = Object.entries(serviceInfoOf(plan));
  const entries: Entry[] = info.map(([name, value]) => [name, printValue(value)]);
  entries.push(["protocol", file.value(protocols[plan.protocol], coreModule)]);
  entries.push(["endpoint", file.value(resolverName, paths.endpoint)]);
  const traits = serviceTraitsOf(plan);
  const signers = Object.entries(traits.signers).map(([scheme, name]): Entry => [
    scheme,
    file.value(name, coreModule),
  ]);
  if (signers.length > 0) entries.push(["signers", object(signers)]);
  if (traits.retry) entries.push(["retry", printValue(traits.retry)]);
  if (traits.rawPath) entries.push(["rawPath", "true"]);
  const customizations = traits.customizations.map((name) => file.value(name, coreModule));
  if (customizations.length > 0) entries.push(["customizations", array(customizations)]);
  const type = `${file.type("Service", coreModule)}<${id}>`;
  const service = object(entries, true);
  declare(file, "service", type, service, "");
}

function emitConfig(file: SourceFile, plan: ServicePlan, name: string): void {
  const head = `export interface ${name} extends ${file.type("ClientConfig", coreModule)} `;
  docComment(file, {
    fallback: `Configuration of {@link ${plan.className}Client} and {@link ${plan.className}}.`,
  });
  if (plan.clientContextParameters.length === 0) {
    file.line(`${head}{}`);
    return;
  }
  file.block(head, () => {
    docComment(file, { fallback: "Parameters of the endpoint ruleset that only this service has." });
    file.block(
      "readonly clientContextParams?: ",
      () => {
        for (const { parameter, type, documentation } of plan.clientContextParameters) {
          docComment(file, { html: documentation, short: true });
          file.line(`readonly ${key(parameter)}?: ${type};`);
        }
      },
      "};",
    );
  });
}
