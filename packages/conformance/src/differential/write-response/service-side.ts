import type { ProtocolName, ServiceModel, ShapeJson, ShapeRefJson } from "@inia/service-model";
import type { Random } from "../../endpoints/parameter-samples.ts";

/** An HTTP response in a form that JSON can carry, but for its body. */
export interface WrittenResponse {
  readonly status: number;
  /** Names as a service spells them. */
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

/** The service that a response is written for, from its description alone: none of Inia's tables takes part. */
export class ServiceSide {
  readonly model: ServiceModel;
  readonly protocol: ProtocolName;
  readonly random: Random;

  constructor(model: ServiceModel, protocol: ProtocolName, random: Random) {
    this.model = model;
    this.protocol = protocol;
    this.random = random;
  }

  shape(ref: ShapeRefJson): ShapeJson {
    return this.model.service.shapes[ref.shape]!;
  }

  /** A trait of a reference, else of its shape. */
  trait<Name extends keyof ShapeRefJson>(ref: ShapeRefJson, name: Name): ShapeRefJson[Name] {
    return ref[name] ?? (this.shape(ref) as Omit<ShapeRefJson, "shape"> as ShapeRefJson)[name];
  }

  /** The members of a value that are given, in its order. */
  members(ref: ShapeRefJson, value: object): [member: string, ref: ShapeRefJson, value: unknown][] {
    const { members = {} } = this.shape(ref);
    return Object.entries(value).map(([member, item]) => [member, members[member]!, item]);
  }

  /** Whether a member travels in the head of the HTTP message. */
  inHead(ref: ShapeRefJson): boolean {
    return /^(header|headers|statusCode)$/.test(this.trait(ref, "location") ?? "");
  }

  /** Whether something with odds of one to `odds` happens. */
  chance(odds: number): boolean {
    return this.random(odds) === 0;
  }
}

/** UTF-8. */
export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Base64. */
export function base64Of(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
