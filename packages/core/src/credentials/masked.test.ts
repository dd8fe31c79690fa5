import { inspect } from "node:util";
import { expect, test } from "vitest";
import { maskCredentials, maskToken } from "./masked.ts";

const secrets = { accessKeyId: "AKIACANARY", secretAccessKey: "secret-canary", sessionToken: "token-canary" };

test.each<[name: string, show: (value: unknown) => string]>([
  ["inspect", (value) => inspect(value)],
  ["inspect, everything", (value) => inspect(value, { showHidden: true, depth: null })],
  ["inspect, inside", (value) => inspect({ a: [value] }, { depth: null })],
  ["JSON", (value) => JSON.stringify(value)],
  ["JSON, inside", (value) => JSON.stringify({ a: [value] })],
  ["text", String],
  ["an error's cause", (value) => inspect(new Error("x", { cause: value }))],
])("%s shows no secret", (_, show) => {
  const expiration = new Date(0);
  expect(show(maskCredentials({ ...secrets, expiration, accountId: "1" }))).not.toMatch(/canary/i);
  expect(show(maskToken({ token: "token-canary", expiration }))).not.toMatch(/canary/i);
});

test("what they are is to be seen", () => {
  const shown = JSON.parse(JSON.stringify(maskCredentials({ ...secrets, expiration: new Date(0) })));
  expect(shown).toEqual({
    accessKeyId: "***",
    secretAccessKey: "***",
    sessionToken: "***",
    expiration: "1970-01-01T00:00:00.000Z",
  });
});

test("they can be read, compared and copied, and not changed", () => {
  const credentials = maskCredentials(secrets);
  expect(credentials).toEqual(secrets);
  expect({ ...credentials }).toEqual(secrets);
  expect(Object.isFrozen(credentials)).toBe(true);
  expect(Object.keys(maskCredentials({ ...secrets, sessionToken: "", accountId: undefined }))).toEqual(["accessKeyId", "secretAccessKey"]); // prettier-ignore
});
