import type { ServiceModel, ShapeJson, ShapeRefJson } from "@inia/service-model";
import type { Random } from "../../endpoints/parameter-samples.ts";
import {
  pick,
  sampleBytes,
  sampleDocument,
  sampleInstant,
  sampleNumber,
  sampleText,
  type Place,
} from "./sample-scalar.ts";

/** How values of a service are made up. */
export interface SampleOptions {
  readonly model: ServiceModel;
  readonly random: Random;
  /** Give every member, as far as {@link maxDepth} and {@link maxValues} allow; else the required ones and a few more. */
  readonly full: boolean;
  /** Documents are XML, which cannot carry every character. */
  readonly xml: boolean;
  readonly direction: "input" | "output";
  /** Labels of the operation's path that may span segments. */
  readonly greedyLabels?: readonly string[];
}

/** Nesting at which only what must be given is given. */
const maxDepth = 5;

/** Members, elements and entries at which only what must be given is given. */
const maxValues = 160;

/** Makes up a value of a structure that an operation takes or returns: valid, and hard on codecs. */
export function sampleValue(ref: ShapeRefJson, options: SampleOptions): Record<string, unknown> {
  return new Sampler(options).structure(ref.shape, 0);
}

class Sampler {
  readonly #options: SampleOptions;
  readonly #open: string[] = [];
  #count = 0;

  constructor(options: SampleOptions) {
    this.#options = options;
  }

  structure(name: string, depth: number): Record<string, unknown> {
    const { random } = this.#options;
    const shape = this.#shape(name);
    this.#open.push(name);
    const members = Object.entries(shape.members ?? {}).filter(([, ref]) => !this.#streamsEvents(ref));
    const chosen = shape.union
      ? [this.#chooseOne(members)]
      : members.filter(([member, ref]) => shape.required?.includes(member) || this.#wants(ref, depth));
    const value: [string, unknown][] = [];
    for (const [member, ref] of random(3) === 0 ? chosen.toReversed() : chosen) {
      value.push([
        member,
        this.#inHead(ref, depth) ?? this.#value(ref, depth + 1, this.#placeOf(ref, member, depth)),
      ]);
    }
    this.#open.pop();
    return Object.fromEntries(value);
  }

  #wants(ref: ShapeRefJson, depth: number): boolean {
    const { random, full } = this.#options;
    if (this.#count > maxValues || depth >= maxDepth || this.#leadsBack(ref)) return false;
    // Big trees are cut at random places, so that another run sees another part.
    return full ? this.#count < maxValues / 2 || random(4) === 0 : random(6) === 0;
  }

  /** Of a union, a member that does not lead back to where the value is, if there is one. */
  #chooseOne(members: [string, ShapeRefJson][]): [string, ShapeRefJson] {
    const forward = members.filter(([, ref]) => !this.#leadsBack(ref));
    return pick(this.#options.random, forward.length > 0 ? forward : members);
  }

  /** Whether the structures that a reference leads to are open already, more than once. */
  #leadsBack(ref: ShapeRefJson): boolean {
    let { shape: name } = ref;
    let shape = this.#shape(name);
    for (let inner = shape.member ?? shape.value; inner; inner = shape.member ?? shape.value) {
      name = inner.shape;
      shape = this.#shape(name);
    }
    return this.#open.filter((open) => open === name).length > (this.#options.full ? 1 : 0);
  }

  #value(ref: ShapeRefJson, depth: number, place: Place): unknown {
    const { random, direction } = this.#options;
    const shape = this.#shape(ref.shape);
    this.#count++;
    if (shape.document) return sampleDocument(random);
    switch (shape.type) {
      case "structure":
        return this.structure(ref.shape, depth);
      case "list":
        return Array.from({ length: this.#sizeOf(ref, shape) }, () =>
          this.#value(shape.member!, depth + 1, place),
        );
      case "map":
        return this.#map(ref, shape, depth, place);
      case "boolean":
        return random(2) === 0;
      case "timestamp":
        return sampleInstant(random);
      case "blob":
        return direction === "input" && random(8) === 0 ? "täxt" : sampleBytes(random);
      case "string":
      case "char":
      case "character":
        return sampleText(random, shape, place);
      default:
        return sampleNumber(random, shape);
    }
  }

  #map(ref: ShapeRefJson, shape: ShapeJson, depth: number, place: Place): Record<string, unknown> {
    const { random } = this.#options;
    const entries: [string, unknown][] = [];
    const size = this.#sizeOf(ref, shape);
    for (let index = 0; index < size; index++) {
      entries.push([this.#key(shape, place, index), this.#value(shape.value!, depth + 1, place)]);
    }
    // A key that an object's prototype knows is a key like any other.
    const { enum: keys, min: shortest = 0 } = this.#shape(shape.key!.shape);
    if (entries.length > 0 && place !== "header" && random(6) === 0 && !keys && shortest < 9) {
      entries[0]![0] = pick(random, ["__proto__", "constructor", "hasOwnProperty"]);
    }
    return Object.fromEntries(entries);
  }

  #key(shape: ShapeJson, place: Place, index: number): string {
    if (place === "header") return pick(this.#options.random, ["a", "Some-Key", "X_1", "key"]) + index;
    return sampleText(this.#options.random, this.#shape(shape.key!.shape), place);
  }

  /** How many elements or entries. */
  #sizeOf(ref: ShapeRefJson, shape: ShapeJson): number {
    const { random, full } = this.#options;
    const min = shape.type === "list" ? (shape.min ?? 0) : 0;
    if (this.#count > maxValues || this.#leadsBack(ref)) return min;
    return Math.max(min, full ? 1 + random(2) : random(3));
  }

  #placeOf(ref: ShapeRefJson, member: string, depth: number): Place {
    const { xml, direction, greedyLabels } = this.#options;
    const shape = this.#shape(ref.shape);
    const body = xml ? "xml" : "body";
    if (depth > 0) return body;
    if (ref.hostLabel && direction === "input") return "host";
    switch (ref.location ?? shape.location) {
      case "uri":
        return greedyLabels?.includes(ref.locationName ?? member) ? "greedy" : "uri";
      case "querystring":
        return "query";
      case "header":
      case "headers":
        return "header";
      default:
        return body;
    }
  }

  /** A value for a member whose type does not say what may be in it: JSON in a header, the status of a success. */
  #inHead(ref: ShapeRefJson, depth: number): unknown {
    const { random } = this.#options;
    const shape = this.#shape(ref.shape);
    const location = depth > 0 ? undefined : (ref.location ?? shape.location);
    if (location === "statusCode") return pick(random, [200, 201, 206]);
    return location === "header" && (ref.jsonvalue ?? shape.jsonvalue)
      ? { json: sampleDocument(random, 1) }
      : undefined;
  }

  #streamsEvents(ref: ShapeRefJson): boolean {
    return (ref.eventstream ?? this.#shape(ref.shape).eventstream) === true;
  }

  #shape(name: string): ShapeJson {
    return this.#options.model.service.shapes[name]!;
  }
}
