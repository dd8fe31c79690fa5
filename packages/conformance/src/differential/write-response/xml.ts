/** Elements of query, ec2 and rest-xml, with the liberties that services take: white space, CDATA, members of tomorrow. */
import type { ShapeRefJson } from "@inia/service-model";
import { base64Of, type ServiceSide } from "./service-side.ts";
import { timestampText } from "./timestamps.ts";

/** A value as an element; a flattened list or map as several. */
export function element(side: ServiceSide, ref: ShapeRefJson, name: string, value: unknown): string {
  const shape = side.shape(ref);
  if (shape.type === "structure") {
    return wrap(name, content(side, ref, value as object), attributes(side, ref, value as object));
  }
  const flattened = side.trait(ref, "flattened");
  if (shape.type === "list") {
    const inner = side.trait(shape.member!, "locationName");
    const elementName = flattened ? (inner ?? name) : (inner ?? "member");
    const items = (value as unknown[]).map((item) => element(side, shape.member!, elementName, item));
    return flattened ? items.join("") : wrap(name, spaced(side, items));
  }
  if (shape.type === "map") {
    const keyName = side.trait(shape.key!, "locationName") ?? "key";
    const valueName = side.trait(shape.value!, "locationName") ?? "value";
    const entries = Object.entries(value as object).map(([key, item]) =>
      wrap(
        flattened ? name : "entry",
        wrap(keyName, escape(side, key)) + element(side, shape.value!, valueName, item),
      ),
    );
    return flattened ? entries.join("") : wrap(name, spaced(side, entries));
  }
  return wrap(name, escape(side, scalarText(side, shape.type, value)));
}

/** The elements inside a structure. Members in the head of the HTTP message are left out. */
export function content(side: ServiceSide, ref: ShapeRefJson, value: object): string {
  if (side.shape(ref).union && side.chance(8)) return "<memberOfTomorrow>1</memberOfTomorrow>";
  const items = side
    .members(ref, value)
    .filter(([, member]) => !side.inHead(member) && !side.trait(member, "xmlAttribute"))
    .map(([name, member, item]) => element(side, member, side.trait(member, "locationName") ?? name, item));
  if (!side.shape(ref).union && side.chance(5))
    items.unshift("<memberOfTomorrow a='1'><b>2</b><b/></memberOfTomorrow>");
  return spaced(side, items);
}

function attributes(side: ServiceSide, ref: ShapeRefJson, value: object): string {
  const space = side.trait(ref, "xmlNamespace");
  const prefix = typeof space === "object" && space.prefix ? ` xmlns:${space.prefix}="${space.uri}"` : "";
  return side
    .members(ref, value)
    .filter(([, member]) => side.trait(member, "xmlAttribute"))
    .reduce((text, [name, member, item]) => {
      const attribute = side.trait(member, "locationName") ?? name;
      return `${text} ${attribute}="${escapeReferences(String(item)).replaceAll('"', "&quot;")}"`;
    }, prefix);
}

/** An element; without content sometimes as one tag. */
export function wrap(name: string, inner: string, attributes = ""): string {
  return inner === "" && name.length % 2 === 0
    ? `<${name}${attributes}/>`
    : `<${name}${attributes}>${inner}</${name}>`;
}

function spaced(side: ServiceSide, items: readonly string[]): string {
  return side.chance(3) ? items.map((item) => `\n  ${item}`).join("") + "\n" : items.join("");
}

function scalarText(side: ServiceSide, type: string, value: unknown): string {
  if (type === "timestamp") return timestampText(value as Date, side.random);
  if (type === "blob") return base64Of(value as Uint8Array);
  return Object.is(value, -0) ? "-0.0" : String(value);
}

const references: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  "\r": "&#xD;",
};

function escape(side: ServiceSide, text: string): string {
  if (/[&<]/.test(text) && !/\]\]>|\r/.test(text) && side.chance(3)) return `<![CDATA[${text}]]>`;
  const escaped = escapeReferences(text);
  return side.chance(4)
    ? escaped.replace(/[\u0080-\uffff]/, (c) => (c >= "\ud800" && c < "\ue000" ? c : `&#${c.charCodeAt(0)};`))
    : escaped;
}

function escapeReferences(text: string): string {
  return text.replace(/[&<>\r]/g, (character) => references[character]!);
}
