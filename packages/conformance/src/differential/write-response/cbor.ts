/** CBOR as a service writes it, with its liberties: lengths left open, wide forms, nulls, members of tomorrow. */
import type { ShapeRefJson } from "@inia/service-model";
import { bytesOf, type ServiceSide } from "./service-side.ts";

/** A value as one CBOR item. */
export function cborBytes(side: ServiceSide, ref: ShapeRefJson, value: unknown): Uint8Array {
  return Uint8Array.from(item(side, ref, value));
}

function item(side: ServiceSide, ref: ShapeRefJson, value: any): number[] {
  const shape = side.shape(ref);
  switch (shape.type) {
    case "structure": {
      if (shape.union && side.chance(8))
        return collection(side, 5, 1, [...text(side, "memberOfTomorrow"), 0x20]);
      const entries = side
        .members(ref, value)
        .map(([name, member, given]) => [name, item(side, member, given)] as const);
      const absent = Object.keys(shape.members ?? {}).find((name) => !(name in value));
      if (absent && side.chance(3)) entries.push([absent, [0xf6]]);
      if (!shape.union && side.chance(5)) entries.unshift(["memberOfTomorrow", [0x82, 1, 0xf7]]);
      return collection(
        side,
        5,
        entries.length,
        entries.flatMap(([name, bytes]) => [...text(side, name), ...bytes]),
      );
    }
    case "map": {
      const entries = Object.entries(value as object);
      const bytes = entries.flatMap(([key, given]) => {
        return [...text(side, key), ...(side.chance(9) ? [0xf6] : item(side, shape.value!, given))];
      });
      return collection(side, 5, entries.length, bytes);
    }
    case "list":
      return collection(
        side,
        4,
        value.length,
        value.flatMap((given: unknown) => item(side, shape.member!, given)),
      );
    case "string":
      return text(side, value);
    case "blob":
      return chunked(side, 2, value);
    case "boolean":
      return [value ? 0xf5 : 0xf4];
    case "timestamp":
      return [
        0xc1,
        ...(value.getTime() % 1000 === 0 ? integer(value.getTime() / 1000) : double(value.getTime() / 1000)),
      ];
    case "float":
    case "double":
      return float(side, value);
    default:
      return integer(value);
  }
}

function text(side: ServiceSide, value: string): number[] {
  return chunked(side, 3, bytesOf(value));
}

/** A string; sometimes in two chunks, cut where text may be cut. */
function chunked(side: ServiceSide, major: number, bytes: Uint8Array): number[] {
  if (bytes.length < 2 || !side.chance(8)) return [...head(major, bytes.length), ...bytes];
  let cut = bytes.length >> 1;
  while (major === 3 && ((bytes[cut] ?? 0) & 0xc0) === 0x80) cut--;
  const chunks = [bytes.subarray(0, cut), bytes.subarray(cut)];
  return [(major << 5) | 31, ...chunks.flatMap((chunk) => [...head(major, chunk.length), ...chunk]), 0xff];
}

function collection(side: ServiceSide, major: number, count: number, content: number[]): number[] {
  if (side.chance(4)) return [(major << 5) | 31, ...content, 0xff];
  return [...head(major, count), ...content];
}

function integer(value: number | bigint): number[] {
  const exact = BigInt(value);
  return exact < 0n ? head(1, -1n - exact) : head(0, exact);
}

function float(side: ServiceSide, value: number): number[] {
  if (Number.isNaN(value)) return [0xf9, 0x7e, 0x00];
  if (value === Infinity) return [0xf9, 0x7c, 0x00];
  return Object.is(Math.fround(value), value) && side.chance(2) ? single(value) : double(value);
}

function single(value: number): number[] {
  const bytes = new DataView(new ArrayBuffer(4));
  bytes.setFloat32(0, value);
  return [0xfa, ...new Uint8Array(bytes.buffer)];
}

function double(value: number): number[] {
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setFloat64(0, value);
  return [0xfb, ...new Uint8Array(bytes.buffer)];
}

/** The initial byte and its argument. */
function head(major: number, argument: number | bigint): number[] {
  const value = BigInt(argument);
  const size = value < 24n ? 0 : value < 0x100n ? 1 : value < 0x10000n ? 2 : value < 0x1_0000_0000n ? 4 : 8;
  if (size === 0) return [(major << 5) | Number(value)];
  const bytes = Array.from({ length: size }, (_, index) =>
    Number((value >> BigInt(8 * (size - 1 - index))) & 0xffn),
  );
  return [(major << 5) | (24 + Math.log2(size)), ...bytes];
}
