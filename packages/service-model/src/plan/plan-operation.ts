import { ModelError } from "../model-error.ts";
import type { OperationJson, ServiceModel, ShapeRefJson } from "../model.ts";
import type { ServiceNames } from "./assign-names.ts";
import type { OperationPlan, StructurePlan } from "./plan.ts";
import { isUnsignedPayload, planOperationAuth } from "./plan-auth.ts";
import { planEndpointParameters } from "./plan-endpoint-parameters.ts";
import { planPaginator } from "./plan-paginator.ts";
import { planDeprecated, type PlannedShapes } from "./plan-shapes.ts";
import { planXmlNamespace } from "./plan-traits.ts";
import { operationTraitsOf } from "./service-traits.ts";

/** What the operations of a service are planned from. */
export interface OperationContext {
  readonly model: ServiceModel;
  readonly names: ServiceNames;
  readonly shapes: PlannedShapes;
  /** Auth schemes of the service. */
  readonly auth: readonly string[];
}

/** Plans an operation, by its name in the model. */
export function planOperation(
  name: string,
  operation: OperationJson,
  context: OperationContext,
): OperationPlan {
  const { model, names } = context;
  const { absentInput, absentOutput, ...own } = names.operations.get(name)!;
  const input = structureOf(operation.input, `operations.${name}.input`, context);
  const output = structureOf(operation.output, `operations.${name}.output`, context);
  const { method, requestUri } = operation.http;
  const planned: OperationPlan = {
    name,
    ...own,
    http: method === "POST" && requestUri === "/" ? undefined : `${method} ${requestUri}`,
    input,
    output,
    inputTypeName: input?.typeName ?? absentInput!,
    outputTypeName: output?.typeName ?? absentOutput!,
    errors: errorsOf(operation, context),
    ...rootOf(operation, model),
    resultWrapper: resultWrapperOf(name, operation, model),
    auth: planOperationAuth(operation, context.auth),
    unsignedPayload: isUnsignedPayload(operation) || undefined,
    hostPrefix: operation.endpoint?.hostPrefix,
    endpointParameters: planEndpointParameters(model, name, operation, input),
    compression: operation.requestcompression?.encodings,
    ...operationTraitsOf(model.service.metadata.serviceId, name),
    events: streamsEvents(input) || streamsEvents(output) || undefined,
    documentation: operation.documentation,
    deprecated: planDeprecated(operation),
  };
  const checksum = checksumOf(operation);
  if (checksum) planned.checksum = checksum;
  const { endpointdiscovery } = operation;
  if (endpointdiscovery) planned.endpointDiscovery = endpointdiscovery.required ? "required" : "optional";
  const paginator = Object.hasOwn(model.paginators, name) ? model.paginators[name] : undefined;
  if (paginator) planned.paginator = planPaginator(name, paginator, output, model.source);
  return planned;
}

function structureOf(
  ref: ShapeRefJson | undefined,
  where: string,
  { model, shapes }: OperationContext,
): StructurePlan | undefined {
  if (!ref) return undefined;
  const structure = shapes.structures.get(ref.shape);
  if (structure) return structure;
  throw new ModelError(model.source, `${where}.shape`, `"${ref.shape}" is not a structure`);
}

function streamsEvents(structure: StructurePlan | undefined): boolean {
  return structure?.members.some(({ ref }) => ref.traits.eventstream) ?? false;
}

function errorsOf({ errors = [] }: OperationJson, { shapes }: OperationContext): StructurePlan[] {
  return [...new Set(errors.map(({ shape }) => shapes.structures.get(shape)!))];
}

// Name and namespace of the root element; only rest-xml has one.
function rootOf(
  { input }: OperationJson,
  model: ServiceModel,
): Pick<OperationPlan, "locationName" | "xmlNamespace"> {
  if (!input) return {};
  const shape = model.service.shapes[input.shape]!;
  const namespace = input.xmlNamespace ?? shape.xmlNamespace;
  return {
    locationName: shape.locationName ?? input.locationName,
    xmlNamespace: namespace ? planXmlNamespace(namespace) : undefined,
  };
}

function resultWrapperOf(
  name: string,
  { output }: OperationJson,
  model: ServiceModel,
): string | false | undefined {
  const { protocol, protocols = [] } = model.service.metadata;
  if (!output || (protocol !== "query" && !protocols.includes("query"))) return undefined;
  const wrapper = output.resultWrapper ?? model.service.shapes[output.shape]!.resultWrapper ?? false;
  return wrapper === `${name}Result` ? undefined : wrapper;
}

function checksumOf(operation: OperationJson): OperationPlan["checksum"] {
  const { httpChecksum, httpChecksumRequired } = operation;
  if (!httpChecksum && !httpChecksumRequired) return undefined;
  const checksum: NonNullable<OperationPlan["checksum"]> = {};
  if (httpChecksumRequired || httpChecksum?.requestChecksumRequired) checksum.requestRequired = true;
  const { requestAlgorithmMember, requestValidationModeMember, responseAlgorithms } = httpChecksum ?? {};
  if (requestAlgorithmMember) checksum.requestAlgorithmMember = requestAlgorithmMember;
  if (requestValidationModeMember) checksum.requestValidationModeMember = requestValidationModeMember;
  if (responseAlgorithms) checksum.responseAlgorithms = responseAlgorithms;
  return checksum;
}
