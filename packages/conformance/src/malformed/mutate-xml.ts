import type { Random } from "../endpoints/parameter-samples.ts";
import { hostileNames, hostileText, pick } from "./hostile.ts";

const markup = [
  "<x/>", "<x>", "</x>", "<", ">", "&", "&lt", "&bogus;", "&#0;", "&#xFFFFFF;", "&#x1F600;", "&#55296;", "<!-- -- -->", "<!-- ", "<![CDATA[ ]]>",
  "<![CDATA[", "]]>", "<?x?>", "<?xml version='1.0'?>", '<!DOCTYPE a [<!ENTITY b "c">]>', "<a b>", '<a b="c" b="d"/>', "<a b='<'/>", "<a:b:c/>", "< a/>",
  "<__proto__>1</__proto__>", '<member __proto__="x"/>', "<constructor><prototype>1</prototype></constructor>", "<1/>", "<Error><Code>X</Code></Error>",
]; // prettier-ignore

/** Changes a document at one place: drops, repeats, renames or unbalances an element, changes text, adds markup. */
export function mutateXml(text: string, random: Random): string {
  const parts = text.split(/(<[^>]*>)/).filter((part) => part !== "");
  const at = random(Math.max(1, parts.length));
  const part = parts[at] ?? "";
  switch (random(7)) {
    case 0:
      parts.splice(at, 1);
      break;
    case 1: {
      const end = elementEnd(parts, at);
      parts.splice(at, end - at);
      break;
    }
    case 2:
      parts.splice(at, 0, ...parts.slice(at, elementEnd(parts, at)));
      break;
    case 3:
      parts[at] = part.startsWith("<")
        ? part.replace(/[\w:.-]+/, pick(random, hostileNames))
        : escape(pick(random, hostileText));
      break;
    case 4:
      parts.splice(at, 0, pick(random, markup));
      break;
    case 5:
      parts.splice(at, 0, escape(pick(random, hostileText)));
      break;
    default: {
      const depth = random(400);
      parts.splice(at, 0, "<d>".repeat(depth), "</d>".repeat(random(2) === 0 ? depth : random(depth + 1)));
    }
  }
  return parts.join("");
}

/** Where the element that begins at a part ends; the next part for anything else. */
function elementEnd(parts: readonly string[], at: number): number {
  let depth = 0;
  for (let index = at; index < parts.length; index++) {
    const part = parts[index]!;
    if (/^<[\w]/.test(part) && !part.endsWith("/>")) depth++;
    else if (part.startsWith("</")) depth--;
    if (depth <= 0) return index + 1;
  }
  return parts.length;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
