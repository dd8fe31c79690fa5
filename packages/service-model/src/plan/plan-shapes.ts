import { ModelError } from "../model-error.ts";
import type { ServiceModel, ShapeJson, ShapeRefJson } from "../model.ts";
import type { ServiceNames } from "./assign-names.ts";
import type { ProtocolName } from "./choose-protocol.ts";
import type {
  EnumPlan,
  MemberPlan,
  RefPlan,
  ScalarKind,
  ShapePlan,
  StructurePlan,
  TraitsPlan,
} from "./plan.ts";
import { planTraits, type RefPlace } from "./plan-traits.ts";
import { isTable, type ShapeSurvey } from "./survey-shapes.ts";

const scalars: Readonly<Record<string, ScalarKind>> = {
  string: "string",
  char: "string",
  character: "string",
  boolean: "boolean",
  byte: "integer",
  short: "integer",
  integer: "integer",
  long: "long",
  biginteger: "long",
  float: "float",
  double: "double",
  bigdecimal: "double",
  timestamp: "timestamp",
  blob: "blob",
};

/** The structures and enums of a service, by the names of their shapes. */
export interface PlannedShapes {
  readonly structures: ReadonlyMap<string, StructurePlan>;
  readonly enums: readonly EnumPlan[];
}

/** Plans every shape that the survey found. Lists, maps and scalars stand in line in each reference. */
export function planShapes(
  model: ServiceModel,
  protocol: ProtocolName,
  survey: ShapeSurvey,
  names: ServiceNames,
): PlannedShapes {
  const planner = new ShapePlanner(model, protocol, survey, names);
  // All structures exist before the first member refers to one.
  for (const [name, structure] of planner.structures) structure.members = planner.membersOf(name);
  return { structures: planner.structures, enums: [...planner.enums.values()] };
}

class ShapePlanner {
  readonly structures: Map<string, StructurePlan> = new Map();
  readonly enums: Map<string, EnumPlan> = new Map();
  readonly #model: ServiceModel;
  readonly #rootNames: boolean;
  readonly #ec2: boolean;
  readonly #namesElements: boolean;
  readonly #survey: ShapeSurvey;
  readonly #names: ServiceNames;
  /** Lists and maps that are being put in line. */
  readonly #open: string[] = [];

  constructor(model: ServiceModel, protocol: ProtocolName, survey: ShapeSurvey, names: ServiceNames) {
    this.#model = model;
    this.#ec2 = protocol === "ec2";
    this.#namesElements = protocol === "query" || protocol === "rest-xml";
    this.#rootNames = protocol === "rest-xml";
    this.#survey = survey;
    this.#names = names;
    for (const [name, shape] of Object.entries(model.service.shapes)) {
      if (survey.usage.has(name)) this.structures.set(name, this.#structure(name, shape));
      else if (survey.enums.has(name)) this.enums.set(name, this.#enum(name, shape));
    }
  }

  membersOf(name: string): MemberPlan[] {
    const shape = this.#model.service.shapes[name]!;
    const required = new Set(shape.required);
    const place: RefPlace = {
      ec2: this.#ec2,
      output: this.#survey.usage.get(name)!.output,
      namesElements: this.#namesElements && this.#survey.usage.get(name)!.input,
      topLevelInput: this.#survey.inputs.has(name),
      file: this.#model.source,
      where: "",
    };
    return Object.entries(shape.members ?? {}).map(([member, ref]) => {
      place.member = member;
      place.payload = shape.payload === member;
      place.root = this.#rootNames && place.payload && place.topLevelInput === true;
      place.where = `shapes.${name}.members.${member}`;
      return this.#member(member, ref, required.has(member), place);
    });
  }

  #member(name: string, ref: ShapeRefJson, required: boolean, place: RefPlace): MemberPlan {
    const target = this.#shape(ref.shape, `${place.where}.shape`);
    const planned = this.#ref(ref, place);
    const { shape } = planned;
    if (place.payload && shape.kind === "scalar" && shape.scalar === "blob") shape.streaming = true;
    const member: MemberPlan = { name, ref: planned, required };
    const documentation = ref.documentation ?? (isTable(target) ? undefined : target.documentation);
    if (documentation) member.documentation = documentation;
    const deprecated = planDeprecated(ref);
    if (deprecated) member.deprecated = deprecated;
    return member;
  }

  #ref(ref: ShapeRefJson, place: RefPlace): RefPlan {
    const shape = this.#shape(ref.shape, `${place.where}.shape`);
    return { shape: this.#inline(ref, shape, place), traits: planTraits(ref, shape, place) };
  }

  #inline(ref: ShapeRefJson, shape: ShapeJson, place: RefPlace): ShapePlan {
    if (shape.document) return { kind: "scalar", scalar: "document" };
    if (shape.type === "structure") return { kind: "named", target: this.structures.get(ref.shape)! };
    if (shape.type === "list" || shape.type === "map") return this.#collection(ref, shape, place);
    const type = shape.type.toLowerCase();
    const scalar = scalars[type];
    if (!scalar)
      throw new ModelError(this.#model.source, `shapes.${ref.shape}.type`, `unknown type "${shape.type}"`);
    if (type === "biginteger") return { kind: "scalar", scalar, wide: true };
    const ofEnum = this.enums.get(ref.shape);
    return ofEnum ? { kind: "scalar", scalar, enum: ofEnum } : { kind: "scalar", scalar };
  }

  #collection(ref: ShapeRefJson, shape: ShapeJson, place: RefPlace): ShapePlan {
    const name = ref.shape;
    if (this.#open.includes(name)) {
      const problem = `"${[...this.#open, name].join('" holds "')}": a list or map can hold itself only through a structure`;
      throw new ModelError(this.#model.source, `shapes.${name}`, problem);
    }
    this.#open.push(name);
    const flattened = ref.flattened ?? shape.flattened ?? false;
    const planned =
      shape.type === "list" ? this.#list(name, shape, place, flattened) : this.#map(name, shape, place);
    this.#open.pop();
    if (flattened && shape.flattened) planned.flattened = true;
    return planned;
  }

  #list(name: string, shape: ShapeJson, place: RefPlace, flattened: boolean): ShapePlan & { kind: "list" } {
    const where = `shapes.${name}.member`;
    const member = this.#required(shape.member, where);
    // A flattened list takes the name of its elements, so that one is never left out there.
    const element = this.#ref(member, this.#within(place, where, flattened ? undefined : "member"));
    // Readers take elements of any name.
    if (!flattened && !place.namesElements) delete element.traits.locationName;
    return { kind: "list", element };
  }

  #map(name: string, shape: ShapeJson, place: RefPlace): ShapePlan & { kind: "map" } {
    const where = `shapes.${name}`;
    const value = this.#required(shape.value, `${where}.value`);
    const key = this.#required(shape.key, `${where}.key`);
    const keyPlace = this.#within(place, `${where}.key`, "key");
    const keyTraits: TraitsPlan = planTraits(key, this.#shape(key.shape, `${where}.key.shape`), keyPlace);
    const planned: ShapePlan & { kind: "map" } = {
      kind: "map",
      value: this.#ref(value, this.#within(place, `${where}.value`, "value")),
    };
    const keyEnum = this.enums.get(key.shape);
    if (keyEnum) planned.keyEnum = keyEnum;
    if (Object.keys(keyTraits).length > 0) planned.key = keyTraits;
    return planned;
  }

  #within(place: RefPlace, where: string, defaultName: string | undefined): RefPlace {
    const { ec2, file, namesElements } = place;
    return { ec2, file, where, defaultName, namesElements };
  }

  #required(ref: ShapeRefJson | undefined, where: string): ShapeRefJson {
    if (ref) return ref;
    throw new ModelError(this.#model.source, where, "is missing");
  }

  #shape(name: string, where: string): ShapeJson {
    const shape = this.#model.service.shapes[name];
    if (shape) return shape;
    throw new ModelError(this.#model.source, where, `no shape "${name}"`);
  }

  #structure(shapeName: string, shape: ShapeJson): StructurePlan {
    const { usage, errors } = this.#survey;
    const isError = errors.has(shapeName);
    const structure: StructurePlan = {
      shapeName,
      typeName: this.#names.types.get(shapeName)!,
      valueName: this.#names.tables.get(shapeName)!,
      kind: isError ? "error" : shape.union || shape.eventstream ? "union" : "structure",
      owner: this.#ownerOf(shapeName),
      members: [],
      usage: usage.get(shapeName)!,
      documentation: shape.documentation,
      deprecated: planDeprecated(shape),
    };
    if (shape.eventstream) structure.eventstream = true;
    if (isError) {
      if (this.#survey.referenced.has(shapeName)) structure.referenced = true;
      const code = shape.error?.code;
      if (code && code !== shapeName) structure.code = code;
      const { retryable } = shape;
      if (retryable)
        structure.retryable = typeof retryable === "object" && retryable.throttling ? "throttling" : true;
    }
    return structure;
  }

  #ownerOf(shapeName: string): string | undefined {
    const { users, referenced, errors } = this.#survey;
    const operations = users.get(shapeName);
    if (operations?.size !== 1 || referenced.has(shapeName) || errors.has(shapeName)) return undefined;
    return operations.values().next().value;
  }

  #enum(shapeName: string, shape: ShapeJson): EnumPlan {
    const typeName = this.#names.types.get(shapeName)!;
    return { shapeName, typeName, values: [...new Set(shape.enum)], documentation: shape.documentation };
  }
}

/** The deprecation note of an operation, shape or member: the model's message, or true without one. */
export function planDeprecated(json: {
  deprecated?: boolean;
  deprecatedMessage?: string;
}): string | true | undefined {
  return json.deprecated ? (json.deprecatedMessage ?? true) : undefined;
}
