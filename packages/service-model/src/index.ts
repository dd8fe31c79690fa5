/** Loads, patches, validates and plans service descriptions: one model layer for the generator and the dynamic client. */
export type * from "./model.ts";
export type * from "./plan/plan.ts";
export type * from "./describe/described.ts";
export type { Expression } from "./jmespath/ast.ts";
export { ModelError } from "./model-error.ts";
export { planService, type PlanOptions } from "./plan/plan-service.ts";
export { chooseProtocol, protocolsByPriority, type ProtocolName } from "./plan/choose-protocol.ts";
export { adjustments, adjustmentsOf, type Adjustment } from "./plan/adjustments.ts";
export { NameTable, type NameClash } from "./plan/name-table.ts";
export { camelCase, kebabCase, lowerFirst, pascalCase, typeCase, upperFirst } from "./plan/letter-case.ts";
export { reservedFileNames, reservedMethodNames, reservedTypeNames } from "./plan/reserved-names.ts";
export { describeService } from "./describe/describe-service.ts";
export { type DescribedServiceInfo, serviceInfoOf } from "./describe/service-info.ts";
export {
  dataLiteral,
  objectLiteral,
  valueLiteral,
  type Literal,
  type LiteralEntry,
} from "./describe/literal.ts";
export {
  refLiteral,
  tableLiteral,
  tableMembers,
  traitEntries,
  traitOrder,
} from "./describe/table-literal.ts";
export { operationCodecs, type OperationCodec } from "./describe/operation-codecs.ts";
export { errorLiteral, operationLiteral, waiterLiteral } from "./describe/operation-literal.ts";
export { compileJmespath, type Evaluate } from "./jmespath/compile-jmespath.ts";
export { JmespathError, type JmespathErrorKind } from "./jmespath/jmespath-error.ts";
export { parseJmespath } from "./jmespath/parse.ts";
export {
  listServices,
  loadOnlyService,
  loadService,
  type LoadOptions,
  type ModelSources,
} from "./load/load-service.ts";
export { openSource, type ModelSource } from "./load/model-source.ts";
export { validateModel } from "./load/validate-model.ts";
export type { Patch } from "./load/apply-patches.ts";
export { editDistance, nearestNames } from "./load/nearest-names.ts";
export { serviceTraitsOf, type ServiceTraits } from "./plan/service-traits.ts";
export {
  interpretRuleset,
  type RulesetEndpoint,
  type RulesetParameters,
} from "./ruleset/interpret-ruleset.ts";
export type { RulesetFunctions } from "./ruleset/ruleset-functions.ts";
