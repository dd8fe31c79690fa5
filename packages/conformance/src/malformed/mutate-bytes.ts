import type { Random } from "../endpoints/parameter-samples.ts";
import { pick } from "./hostile.ts";

/** Changes bytes whatever they mean: cuts, flips, overwrites, repeats, puts in, takes out. */
export function mutateBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const at = random(bytes.length + 1);
  const length = random(Math.min(40, bytes.length - at) + 1);
  const changed = Uint8Array.from(bytes);
  switch (random(9)) {
    case 0:
      return changed.subarray(0, at);
    case 1:
      return changed.subarray(at);
    case 2:
      if (at < bytes.length) changed[at]! ^= 1 << random(8);
      return changed;
    case 3:
      for (let index = at; index < at + length; index++) changed[index] = random(256);
      return changed;
    case 4:
      return join(
        changed.subarray(0, at),
        Uint8Array.from({ length: 1 + random(16) }, () => random(256)),
        changed.subarray(at),
      );
    case 5:
      return join(changed.subarray(0, at), changed.subarray(at + length));
    case 6:
      return join(changed.subarray(0, at + length), changed.subarray(at));
    case 7:
      return join(
        Uint8Array.from(pick(random, [[0xef, 0xbb, 0xbf], [0xfe, 0xff], [0], [0x20, 0x0a]])),
        changed,
      );
    default:
      for (let count = random(8); count > 0 && bytes.length > 0; count--)
        changed[random(bytes.length)]! ^= 1 << random(8);
      return changed;
  }
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}
