import type { Random } from "../endpoints/parameter-samples.ts";
import { hostileCbor, pick } from "./hostile.ts";

/** Where an item is, with what is in it. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** Changes an item at one place: drops, repeats, retypes or adds an item, or gives its head another count. */
export function mutateCbor(bytes: Uint8Array, random: Random): Uint8Array {
  const spans: Span[] = [];
  if (walk(bytes, 0, spans) === undefined) return join(bytes, pick(random, hostileCbor));
  const { start, end } = pick(random, spans);
  const hostile = pick(random, hostileCbor);
  const [before, item, after] = [bytes.subarray(0, start), bytes.subarray(start, end), bytes.subarray(end)];
  switch (random(6)) {
    case 0:
      return join(before, after);
    case 1:
      return join(before, item, item, after);
    case 2:
      return join(before, hostile, item, after);
    case 3: {
      const head = Uint8Array.from(item);
      head[0] = random(4) === 0 ? random(256) : (head[0]! & 0xe0) | ((head[0]! + 1 + random(2)) & 0x1f);
      return join(before, head, after);
    }
    case 4: {
      const depth = random(400);
      return join(before, new Uint8Array(depth).fill(random(2) === 0 ? 0x81 : 0xc6), item, after);
    }
    default:
      return join(before, hostile, after);
  }
}

function join(...parts: readonly (readonly number[] | Uint8Array)[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** Where the item at a place ends; notes it and what is in it. Undefined when it is not well-formed. */
function walk(bytes: Uint8Array, start: number, spans: Span[]): number | undefined {
  const span = { start, end: start };
  spans.push(span);
  const major = bytes[start]! >> 5;
  const info = bytes[start]! & 31;
  const size = info < 24 || info === 31 ? 0 : 2 ** (info - 24);
  if (start + size >= bytes.length || (info > 27 && info < 31)) return undefined;
  let at: number | undefined = start + 1 + size;
  let count = info < 24 ? info : 0;
  for (let index = 0; index < size; index++) count = count * 256 + bytes[start + 1 + index]!;
  if ((major === 2 || major === 3) && info !== 31) at += count;
  else if (info === 31 || major === 4 || major === 5 || major === 6) {
    let left = info === 31 ? Infinity : major === 5 ? count * 2 : major === 6 ? 1 : count;
    for (; left > 0 && at !== undefined; left--) {
      if (info === 31 && bytes[at] === 0xff) {
        at++;
        break;
      }
      at = walk(bytes, at, spans);
    }
  }
  if (at === undefined || at > bytes.length) return undefined;
  span.end = at;
  return at;
}
