import { crc32 } from "../checksums/crc32.ts";
import { IntegrityError } from "../errors/errors.ts";
import type { Customization } from "../pipeline/service.ts";

/** DynamoDB sends the CRC-32 of each response's bytes as `x-amz-crc32`; a mismatch is retried. */
export const dynamodb: Customization = {
  response(_call, { headers, body }) {
    const expected = headers["x-amz-crc32"];
    if (expected === undefined || !(body instanceof Uint8Array)) return;
    const actual = crc32(body);
    if (actual !== Number(expected)) {
      throw new IntegrityError({
        what: `the response's CRC-32 is ${actual}, its x-amz-crc32 header says ${expected}`,
        reason: "checksum",
      });
    }
  },
};
