import { deepEqual, throws } from "node:assert/strict";
import { CborTag, decodeCbor } from "../../../core/src/codecs/cbor/cbor-decoder.ts";
import { parseJson } from "../../../core/src/codecs/json/json-reader.ts";
import { ParseError } from "../../../core/src/errors/errors.ts";
import { createFamily, type Case, type CaseFamily } from "../family.ts";
import { hasVectors, vectorText } from "../vectors.ts";

interface CborVector {
  readonly description: string;
  /** Hexadecimal. */
  readonly input: string;
  readonly expect?: Expected;
}

/** A value by its kind; floats as their bits. */
interface Expected {
  readonly uint?: number | bigint;
  readonly negint?: number | bigint;
  readonly string?: string;
  readonly bytestring?: number[];
  readonly bool?: boolean;
  readonly null?: object;
  readonly undefined?: object;
  readonly list?: Expected[];
  readonly map?: Record<string, Expected>;
  readonly tag?: { readonly id: number | bigint; readonly value: Expected };
  readonly float32?: number | bigint;
  readonly float64?: number | bigint;
}

/** The CBOR vectors: what must be read, and what must be refused. */
export const cbor: CaseFamily = createFamily("cbor", () => [
  ...load("decode-success-tests.json", ({ input, expect }) => {
    deepEqual(decodeCbor(bytesOf(input)), valueOf(expect!));
  }),
  ...load("decode-error-tests.json", ({ input }) => {
    throws(() => decodeCbor(bytesOf(input)), ParseError);
  }),
]);

function load(file: string, run: (vector: CborVector) => void): Case[] {
  if (!hasVectors("cbor", file)) return [];
  // The engine's own parser would round the 64-bit integers.
  const vectors = parseJson(new TextEncoder().encode(vectorText("cbor", file))) as CborVector[];
  return vectors.map((vector) => ({ name: vector.description, run: () => run(vector) }));
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => parseInt(byte, 16));
}

function valueOf(expected: Expected): unknown {
  const [[kind, value]] = Object.entries(expected) as [[keyof Expected, any]];
  switch (kind) {
    case "null":
    case "undefined":
      return null;
    case "bytestring":
      return Uint8Array.from(value);
    case "list":
      return value.map(valueOf);
    case "map":
      return Object.fromEntries(Object.entries<Expected>(value).map(([key, item]) => [key, valueOf(item)]));
    case "tag":
      return new CborTag(value.id, valueOf(value.value));
    case "float32":
      return new DataView(Uint32Array.of(Number(value)).buffer).getFloat32(0, true);
    case "float64":
      return new DataView(BigUint64Array.of(BigInt(value)).buffer).getFloat64(0, true);
    default:
      return value;
  }
}
