import { expect, test } from "vitest";
import { depthsOf, showsSecret, wordsOf } from "./find-secrets.ts";

const secret = ["ca", "nary"].join(""); // this file is watched, too

test.each<[name: string, error: Error]>([
  ["its message", new Error(secret)],
  ["a field", Object.assign(new Error("x"), { token: secret })],
  ["a hidden field", Object.defineProperty(new Error("x"), "token", { value: { deep: [secret] } })],
  ["a cause", new Error("x", { cause: new Error("y", { cause: { secret } }) })],
  ["base64", new Error(Buffer.from(`a${secret}`).toString("base64"))],
])("finds a secret in %s of an error", (_, error) => {
  expect(showsSecret(wordsOf(error) + depthsOf(error))).toBe(true);
});

test("finds none where there is none", () => {
  const error = new Error("no", { cause: { accessKeyId: "***" } });
  expect(showsSecret(wordsOf(error) + depthsOf(error))).toBe(false);
});

test("errors that extend Error are still errors", () => {
  class Mine extends Error {}
  expect(new Mine("x")).toBeInstanceOf(Error);
  expect(new Mine("x").message).toBe("x");
  expect(Object.getPrototypeOf(new Error("x"))).toBe(Error.prototype);
});
