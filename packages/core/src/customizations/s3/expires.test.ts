import { describe, expect, it } from "vitest";
import type { Call } from "../../pipeline/call.ts";
import type { Ref } from "../../shape/shape.ts";
import { addExpiresString, keepExpires } from "./expires.ts";

const withExpires: Ref = { structure: { Expires: { shape: "timestamp", header: "Expires" } } };

function exchange(output: Ref, expires: string): { headers: Record<string, string>; output: object } {
  const call = { operation: { name: "GetObject", output } } as Call;
  const headers: Record<string, string> = { expires };
  keepExpires(call, { status: 200, headers, body: new Uint8Array(0) });
  const given = {};
  addExpiresString(call, given);
  return { headers, output: given };
}

describe("Expires", () => {
  it("is left out when it is no date, and stays as text", () => {
    expect(exchange(withExpires, "never")).toEqual({ headers: {}, output: { ExpiresString: "never" } });
  });

  it("is both when it is a date", () => {
    const expires = "Thu, 01 Dec 1994 16:00:00 GMT";
    expect(exchange(withExpires, expires)).toEqual({
      headers: { expires },
      output: { ExpiresString: expires },
    });
  });

  it("is left alone where the output has no such member", () => {
    expect(exchange({ structure: {} }, "0")).toEqual({ headers: { expires: "0" }, output: {} });
  });
});
