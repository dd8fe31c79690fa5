import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ParseError } from "../../errors/errors.ts";
import { decodeBase64, encodeBase64 } from "./base64.ts";

describe.each(["with Buffer", "without Buffer"])("base64 %s", (platform) => {
  const run = (check: () => void): void => {
    if (platform === "without Buffer") vi.stubGlobal("Buffer", undefined);
    check();
  };
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it("reads what it writes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20_000 }), (bytes) => {
        run(() => {
          const text = encodeBase64(bytes);
          const read = decodeBase64(text);
          vi.unstubAllGlobals();
          expect(text).toMatch(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/);
          expect(read).toEqual(bytes);
        });
      }),
      { numRuns: 50 },
    );
  });

  it.each(["aGk=", "aGk", " aG\nk=\r\n"])("reads %j", (text) => {
    let read: Uint8Array | undefined;
    run(() => (read = decodeBase64(text)));
    expect([...read!]).toEqual([104, 105]);
  });

  it.each(["a", "aGk*", "ä", "YQ==YQ=="])("refuses %j", (text) => {
    let error: unknown;
    run(() => {
      try {
        decodeBase64(text);
      } catch (caught) {
        error = caught;
      }
    });
    expect(error).toBeInstanceOf(ParseError);
  });
});
