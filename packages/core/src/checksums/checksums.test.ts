import fc from "fast-check";
import { createHash } from "node:crypto";
import { crc32 as zlibCrc32 } from "node:zlib";
import { describe, expect, it } from "vitest";
import { ConfigError, IntegrityError, ValidationError } from "../errors/errors.ts";
import { readBody } from "../http/read-body.ts";
import { openRequestBody } from "../http/request-body.ts";
import type { RequestBody } from "../shape/streams.ts";
import type { AnyOperation } from "../shape/operation.ts";
import { awsChunked } from "./aws-chunked.ts";
import { checksumAlgorithms, checksumOf, createChecksum, toBase64 } from "./checksum.ts";
import { createCrc32 } from "./crc32-table.ts";
import { crc32 } from "./crc32.ts";
import { createWebDigest } from "./digest.ts";
import { addRequestChecksum, planRequestChecksum, type ChecksumCall } from "./request-checksum.ts";
import { verifyResponseChecksum } from "./response-checksum.ts";
import { verifyBody } from "./verify-body.ts";

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** Splits bytes at random places. */
const pieces = (bytes: Uint8Array, cuts: number[]): Uint8Array[] => {
  const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  return at.slice(1).map((end, i) => bytes.subarray(at[i], end));
};

async function* streamOf(...chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

describe("checksums", () => {
  // The check values of the catalogue of parametrised CRC algorithms, and of FIPS 180 and RFC 1321.
  it.each([
    ["crc32", "cbf43926"],
    ["crc32c", "e3069283"],
    ["crc64nvme", "ae8b14860a799888"],
    ["sha1", "f7c3bc1d808e04732adf679965ccc34ca7ae3441"],
    ["sha256", "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225"],
    ["md5", "25f9e794323b453885f5181f1b624d0b"],
  ])("%s of 123456789 is %s", async (algorithm, value) => {
    const checksum = await createChecksum(algorithm);
    checksum.update(text("1234"));
    checksum.update(text("56789"));
    expect(hex(await checksum.digest())).toBe(value);
  });

  it("crc32 equals zlib's, native and portable, in any pieces", () => {
    const portable = createCrc32(0xedb88320);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 9_000, size: "max" }), fc.array(fc.nat()), (bytes, cuts) => {
        const expected = zlibCrc32(bytes);
        expect(portable(bytes)).toBe(expected);
        expect(crc32(bytes)).toBe(expected);
        expect(pieces(bytes, cuts).reduce((seed, piece) => crc32(piece, seed), 0)).toBe(expected);
      }),
      { numRuns: 200 },
    );
  });

  it.each(["crc32c", "crc64nvme"])("%s is the same in any pieces, and linear", async (algorithm) => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.array(fc.nat()), async (bytes, cuts) => {
        const whole = await createChecksum(algorithm);
        const parts = await createChecksum(algorithm);
        const bytewise = await createChecksum(algorithm);
        whole.update(bytes);
        for (const piece of pieces(bytes, cuts)) parts.update(piece);
        for (const byte of bytes) bytewise.update(Uint8Array.of(byte));
        const value = hex(await whole.digest());
        expect(hex(await parts.digest())).toBe(value);
        expect(hex(await bytewise.digest())).toBe(value);
      }),
    );
  });

  it("digests the same without node:crypto, and knows no MD5 there", async () => {
    for (const algorithm of ["sha1", "sha256", "sha512"]) {
      const digest = createWebDigest(algorithm)!;
      digest.update(text("ab"));
      digest.update(text("c"));
      expect(hex(await digest.digest())).toBe(createHash(algorithm).update("abc").digest("hex"));
    }
    expect(createWebDigest("md5")).toBeUndefined();
    await expect(createChecksum("xxhash3")).rejects.toThrow(ConfigError);
  });
});

describe("aws-chunked", () => {
  it("frames a body and ends with the checksum of its bytes", async () => {
    const body = awsChunked(openRequestBody(streamOf(text("hel"), text("lo")), "5"), "crc32");
    const sent = Buffer.from(await readBody(body.open())).toString();
    expect(sent).toBe(`5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n`);
    expect(body.length).toBe(sent.length);
    expect(body.replayable).toBe(false);
  });

  it("knows its length beforehand, whatever the size, pieces and algorithm", async () => {
    const sizes = fc.oneof(
      fc.nat(40),
      fc.nat(3_000_000),
      fc.constantFrom(1_048_576, 1_048_577, 2_097_152, 65_536),
    );
    const algorithm = fc.constantFrom(...checksumAlgorithms);
    await fc.assert(
      fc.asyncProperty(sizes, algorithm, fc.array(fc.nat()), async (size, name, cuts) => {
        const bytes = new Uint8Array(size).fill(7);
        const body = awsChunked(
          openRequestBody(() => streamOf(...pieces(bytes, cuts)), String(size)),
          name,
        );
        for (let attempt = 0; attempt < 2; attempt++) {
          const sent = Buffer.from(await readBody(body.open()));
          expect(sent.length).toBe(body.length);
          expect(sent.subarray(-200).toString()).toContain(
            `x-amz-checksum-${name}:${await checksumOf(name, bytes)}\r\n`,
          );
          expect(hex(decode(sent))).toBe(hex(bytes));
        }
      }),
      { numRuns: 20 },
    );
  });

  it("closes the source when it is given up, started or not", async () => {
    for (const start of [true, false]) {
      let closed = 0;
      const source = {
        next: async () => ({ done: false as const, value: new Uint8Array(2_000_000) }),
        return: async () => ({ done: true as const, value: void closed++ }),
        [Symbol.asyncIterator]() {
          return this;
        },
      };
      const body = awsChunked(openRequestBody(source as AsyncIterable<Uint8Array>), "crc32");
      const iterator = (body.open() as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
      if (start) await iterator.next();
      await iterator.return!();
      body.discard();
      body.discard();
      await new Promise((resolve) => setImmediate(resolve));
      expect(closed).toBe(1);
    }
  });
});

function decode(sent: Buffer): Uint8Array {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const end = sent.indexOf("\r\n", at);
    const size = parseInt(sent.subarray(at, end).toString(), 16);
    if (size === 0) return Buffer.concat(parts);
    parts.push(sent.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
}

describe("verifyBody", () => {
  it("passes on what matches", async () => {
    for (const algorithm of checksumAlgorithms) {
      const expected = await checksumOf(algorithm, text("hello"));
      const verified = verifyBody(streamOf(text("hel"), text("lo")), algorithm, expected);
      expect(Buffer.from(await readBody(verified)).toString()).toBe("hello");
      expect(Buffer.from(await readBody(verifyBody(text("hello"), algorithm, expected))).toString()).toBe(
        "hello",
      );
    }
  });

  it("E2: throws in place of the end, after the bytes", async () => {
    for (const algorithm of checksumAlgorithms) {
      const iterator = verifyBody(streamOf(text("hello")), algorithm, "AAAAAA==");
      expect((await iterator.next()).value).toEqual(text("hello"));
      const error = await iterator.next().catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(IntegrityError);
      expect(error).toMatchObject({ reason: "checksum", retryable: true });
      expect(await iterator.next()).toEqual({ done: true, value: undefined });
    }
  });

  it("E3: gives the source up without being read", async () => {
    let closed = 0;
    const source = {
      next: () => Promise.resolve({ done: false as const, value: new Uint8Array(1) }),
      return: async () => ({ done: true as const, value: void closed++ }),
      [Symbol.asyncIterator]() {
        return this;
      },
    };
    await verifyBody(source as AsyncIterable<Uint8Array>, "crc32", "x").return!();
    expect(closed).toBe(1);
  });
});

describe("the httpChecksum trait", () => {
  const member = { shape: "string", header: "x-amz-sdk-checksum-algorithm" } as const;
  const put: AnyOperation = {
    name: "Put",
    input: { structure: { Algorithm: member } },
    checksum: { requestAlgorithmMember: "Algorithm" },
  };
  const get: AnyOperation = {
    name: "Get",
    checksum: { requestValidationModeMember: "Mode", responseAlgorithms: ["CRC32", "SHA256", "CRC64NVME"] },
  };
  const call = (
    body: RequestBody | undefined,
    input: object = {},
    changes: Partial<ChecksumCall> = {},
  ): ChecksumCall => ({
    client: { settings: { requestChecksumCalculation: "when_supported" } },
    operation: put,
    input: input as Record<string, unknown>,
    draft: { headers: {} },
    url: "https://host/",
    body,
    payloadHash: undefined,
    ...changes,
  });

  it("puts CRC-32 of bytes into a header", async () => {
    const it = call(openRequestBody("hello"));
    await addRequestChecksum(it);
    expect(it.draft.headers).toEqual({
      "x-amz-sdk-checksum-algorithm": "CRC32",
      "x-amz-checksum-crc32": "NhCmhg==",
    });
    expect(it.payloadHash).toBeUndefined();
  });

  it("puts the checksum of a stream into a trailer", async () => {
    const it = call(openRequestBody(streamOf(text("hello")), "5"), { Algorithm: "SHA1" });
    Object.assign(it.draft.headers, { "content-length": "5", "content-encoding": "gzip" });
    await addRequestChecksum(it);
    expect(it.draft.headers).toEqual({
      "content-encoding": "gzip,aws-chunked",
      "x-amz-decoded-content-length": "5",
      "x-amz-trailer": "x-amz-checksum-sha1",
      "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
    });
    expect(it.payloadHash).toBe("STREAMING-UNSIGNED-PAYLOAD-TRAILER");
    const sent = Buffer.from(await readBody(it.body!.open())).toString();
    expect(sent).toBe(
      `5\r\nhello\r\n0\r\nx-amz-checksum-sha1:${await checksumOf("sha1", text("hello"))}\r\n\r\n`,
    );
  });

  it("reads a source beforehand where the connection takes no trailer", async () => {
    const it = call(openRequestBody(new Blob(["hello"])), {}, { url: "http://host/" });
    await addRequestChecksum(it);
    expect(it.draft.headers["x-amz-checksum-crc32"]).toBe("NhCmhg==");
    expect(Buffer.from(await readBody(it.body!.open())).toString()).toBe("hello");
  });

  it("checksums an absent body where one is required", async () => {
    const operation: AnyOperation = { name: "X", checksum: { requestRequired: true } };
    const it = call(undefined, {}, { operation });
    await addRequestChecksum(it);
    expect(it.draft.headers).toEqual({ "x-amz-checksum-crc32": "AAAAAA==" });
  });

  it("leaves the caller's checksum alone, and what is not required when told so", () => {
    expect(planRequestChecksum(put, {}, { "x-amz-checksum-sha256": "x" }, "when_supported")).toBeUndefined();
    expect(
      planRequestChecksum(put, {}, { "x-amz-checksum-algorithm": "x" }, "when_supported"),
    ).toBeUndefined();
    expect(planRequestChecksum(put, {}, { "content-md5": "x" }, "when_supported")).toBeDefined();
    expect(planRequestChecksum(put, {}, {}, "when_required")).toBeUndefined();
    expect(planRequestChecksum(put, { Algorithm: "CRC32C" }, {}, "when_required")).toEqual({
      algorithm: "crc32c",
    });
    expect(planRequestChecksum({ name: "Y" }, {}, {}, "when_supported")).toBeUndefined();
    expect(() => planRequestChecksum(put, { Algorithm: "MD9" }, {}, "when_supported")).toThrow(
      ValidationError,
    );
  });

  it("verifies the first algorithm that both sides know", async () => {
    const headers = {
      "x-amz-checksum-crc32": "NhCmhg==",
      "x-amz-checksum-sha256": "?",
      "x-amz-checksum-sha1": "?",
    };
    const response = { status: 200, headers, body: text("hello") };
    expect(verifyResponseChecksum(get, { Mode: "ENABLED" }, response)).toBe("crc32");
    expect(Buffer.from(await readBody(response.body)).toString()).toBe("hello");
  });

  it("E4: verifies no composite checksum, no range, no unknown algorithm, and only when asked", () => {
    const body = text("x");
    const verify = (
      headers: Record<string, string>,
      status = 200,
      input: object = { Mode: "ENABLED" },
    ): unknown => verifyResponseChecksum(get, input as Record<string, unknown>, { status, headers, body });
    expect(verify({ "x-amz-checksum-crc32": `${toBase64(body)}-3` })).toBeUndefined();
    expect(verify({ "x-amz-checksum-crc32": "AAAA" }, 206)).toBeUndefined();
    expect(verify({ "x-amz-checksum-xxhash3": "AAAA" })).toBeUndefined();
    expect(verify({ "x-amz-checksum-crc32": "AAAA" }, 200, {})).toBeUndefined();
  });
});
