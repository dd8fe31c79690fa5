import { rm, writeFile } from "node:fs/promises";
import { afterEach, expect, test } from "vitest";
import { root } from "../root.ts";
import { fingerprint, forget, onceFor } from "./stamp.ts";

const name = `test-${process.pid}`;
const file = `.cache/stamps/${name}-input`;

afterEach(async () => {
  await forget(name);
  await rm(`${root}${file}`, { force: true });
});

test("work is done once for the same inputs, and again after a failure", async () => {
  let runs = 0;
  const work = async (): Promise<void> => void (runs += 1);
  expect(await onceFor(name, "a", work)).toBe(true);
  expect(await onceFor(name, "a", work)).toBe(false);
  expect(await onceFor(name, "b", work)).toBe(true);
  expect(runs).toBe(2);
  await expect(onceFor(name, "c", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await onceFor(name, "b", work)).toBe(true);
  await forget(name);
  expect(await onceFor(name, "b", work)).toBe(true);
});

test("a fingerprint changes with a file's content and with the extra words, and with nothing else", async () => {
  await onceFor(name, "a", async () => undefined); // makes the folder
  await writeFile(`${root}${file}`, "one");
  const one = await fingerprint([file, "no/such/file"], "x");
  expect(await fingerprint([file], "x")).toBe(one);
  expect(await fingerprint([file], "y")).not.toBe(one);
  await writeFile(`${root}${file}`, "two");
  expect(await fingerprint([file], "x")).not.toBe(one);
});
