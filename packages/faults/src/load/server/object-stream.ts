import { createHash } from "node:crypto";
import type { ServerResponse } from "node:http";
import { crc32 } from "node:zlib";

const chunk: Buffer = Buffer.from(Array.from({ length: 65_536 }, (_, i) => (i * 31 + (i >> 8)) & 255));

/** What an object of so many bytes is: its content repeats one chunk. */
export interface ObjectFacts {
  /** SHA-256 in hexadecimal digits. */
  readonly sha256: string;
  /** CRC-32 in Base64. */
  readonly crc32: string;
}

const known = new Map<number, ObjectFacts>();

/** Hashes of the object of a size. */
export function factsOf(bytes: number): ObjectFacts {
  let facts = known.get(bytes);
  if (facts === undefined) {
    const hash = createHash("sha256");
    let crc = 0;
    for (const part of partsOf(bytes)) {
      hash.update(part);
      crc = crc32(part, crc);
    }
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc);
    known.set(bytes, (facts = { sha256: hash.digest("hex"), crc32: sum.toString("base64") }));
  }
  return facts;
}

/** The parts of the object of a size. */
export function* partsOf(bytes: number): Generator<Buffer> {
  for (let left = bytes; left > 0; left -= chunk.length)
    yield left < chunk.length ? chunk.subarray(0, left) : chunk;
}

/** Sends an object as fast as the client takes it; `cut` ends the connection after half of it. */
export async function sendObject(response: ServerResponse, bytes: number, cut: boolean): Promise<void> {
  let sent = 0;
  for (const part of partsOf(bytes)) {
    if (response.destroyed) return;
    if (cut && sent >= bytes / 2) return void response.destroy();
    sent += part.length;
    if (!response.write(part)) await drained(response);
  }
  response.end();
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const settle = (): void => {
      response.off("drain", settle).off("close", settle);
      resolve();
    };
    response.once("drain", settle).once("close", settle);
  });
}
