import { describe, expect, it } from "vitest";
import { ServiceError, TimeoutError, TlsError, TransportError } from "@inia/core";
import { describeOutcome, matchesFault, type Fault } from "./outcome.ts";
import { classifyAwsSdkV3 } from "./sdk/aws-sdk-v3.ts";
import { classifyInia } from "./sdk/inia.ts";

const fault: Fault = { class: "Transport", name: "X", message: "m", code: "ECONNRESET", status: 503 };

describe("matchesFault", () => {
  it.each([
    ["Transport", true],
    ["Transport ECONNRESET", true],
    ["Transport EPIPE|ECONNRESET", true],
    ["Transport 503", true],
    ["Transport ECONN", false],
    ["Tls ECONNRESET", false],
  ])("%s: %s", (pattern, right) => {
    expect(matchesFault(fault, pattern)).toBe(right);
  });
});

describe("describeOutcome", () => {
  it("shortens what is long", () => {
    expect(describeOutcome({ value: "x".repeat(1_000) }).length).toBeLessThan(100);
    expect(describeOutcome({ fault })).toBe("Transport ECONNRESET 503 (X: m)");
  });
});

describe("classes of Inia's errors", () => {
  it.each([
    [new TlsError({ what: "w", code: "CERT_HAS_EXPIRED" }), "Tls"],
    [new TransportError({ what: "w", code: "ECONNRESET" }), "Transport"],
    [new TimeoutError({ what: "w", phase: "headers", limitMs: 1 }), "Timeout"],
    [
      new ServiceError({
        service: "s",
        operation: "o",
        code: "c",
        metadata: { status: 400, attempts: 1, headers: {} },
      }),
      "Service",
    ],
    [new TypeError("x is not a function"), "Untyped"],
  ])("%s", (error, kind) => {
    expect(classifyInia(error).class).toBe(kind);
  });
});

describe("classes of the peer's errors", () => {
  const named = (name: string, more: object = {}): Error => Object.assign(new Error("no"), { name, ...more });
  it.each([
    [named("TimeoutError"), "Timeout"],
    [named("AbortError"), "Abort"],
    [named("CredentialsProviderError"), "Credentials"],
    [named("Throttled", { $fault: "client", $metadata: { httpStatusCode: 429 } }), "Service"],
    [named("Error", { code: "ECONNRESET" }), "Transport"],
    [named("Error", { code: "HPE_INVALID_CONSTANT" }), "Transport"],
    [named("Error", { code: "CERT_HAS_EXPIRED" }), "Tls"],
    [Object.assign(new TypeError("bad header"), { code: "ERR_INVALID_CHAR" }), "Validation"],
    [new SyntaxError("Unexpected token"), "Parse"],
    [new Error("Checksum mismatch"), "Integrity"],
    [new Error("The frame is broken"), "Other"],
    [new TypeError("Cannot read properties of undefined"), "Untyped"],
    [new RangeError("Invalid DataView length"), "Untyped"],
    ["a text", "Untyped"],
  ])("%s", (error, kind) => {
    expect(classifyAwsSdkV3(error).class).toBe(kind);
  });
});
