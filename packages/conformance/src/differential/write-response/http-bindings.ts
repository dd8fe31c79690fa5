/** Heads of responses in rest-json and rest-xml. */
import type { ShapeJson, ShapeRefJson } from "@inia/service-model";
import { base64Of, bytesOf, type ServiceSide } from "./service-side.ts";
import { timestampText } from "./timestamps.ts";

/** What the head of a response holds. */
export interface Head {
  status: number;
  headers: Record<string, string>;
}

/** Puts the members with a location into the head. */
export function writeHead(side: ServiceSide, ref: ShapeRefJson, value: object, head: Head): void {
  for (const [member, memberRef, item] of side.members(ref, value)) {
    const name = side.trait(memberRef, "locationName");
    switch (side.trait(memberRef, "location")) {
      case "header":
        head.headers[side.chance(4) ? (name ?? member).toLowerCase() : (name ?? member)] = headerText(
          side,
          memberRef,
          item,
        );
        break;
      case "headers":
        for (const [key, text] of Object.entries(item as Record<string, string>))
          head.headers[(name ?? "") + key] = text;
        break;
      case "statusCode":
        head.status = Number(item);
        break;
      default:
    }
  }
}

function headerText(side: ServiceSide, ref: ShapeRefJson, value: unknown): string {
  const shape: ShapeJson = side.shape(ref);
  if (side.trait(ref, "jsonvalue")) return base64Of(bytesOf(JSON.stringify(value)));
  if (shape.type === "list") {
    const items = (value as unknown[]).map((item) => headerText(side, shape.member!, item));
    return items.join(side.chance(2) ? ", " : ",");
  }
  if (shape.type === "timestamp") {
    return side.chance(3) ? timestampText(value as Date, side.random) : (value as Date).toUTCString();
  }
  return Object.is(value, -0) ? "-0.0" : String(value);
}
