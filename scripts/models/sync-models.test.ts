import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCommand } from "../process/run-command.ts";
import { digestOf } from "./copy-folder.ts";
import { isComplete, type ModelsLock } from "./lock.ts";
import { findPython } from "./python.ts";
import { syncModels } from "./sync-models.ts";

let place: string;
let source: string;
let wheel: string;
let target: string;
let lock: ModelsLock;

beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), "inia-models-"));
  source = join(place, "tiny");
  wheel = join(place, "tiny-1.0-py3-none-any.whl");
  target = join(place, "models/tiny-1.0");
  await mkdir(join(source, "data/parcel/2020-01-01"), { recursive: true });
  await writeFile(join(source, "__init__.py"), "");
  await writeFile(join(source, "data/parcel/2020-01-01/service-2.json.gz"), gzipSync("{}"));
  await runCommand(await findPython(), ["-m", "zipfile", "-c", wheel, source]);
  lock = {
    package: "tiny",
    version: "1.0",
    wheel: "tiny-1.0-py3-none-any.whl",
    sha256: createHash("sha256")
      .update(await readFile(wheel))
      .digest("hex"),
    dataSha256: await digestOf(join(source, "data")),
  };
});

afterEach(() => rm(place, { recursive: true }));

const sync = (from: string): Promise<void> => syncModels(lock, target, from, () => undefined);

test.each(["the wheel", "its folder", "an unpacked package"])("takes %s", async (what) => {
  await sync(what === "the wheel" ? wheel : what === "its folder" ? place : source);
  expect(isComplete(target, lock)).toBe(true);
  const model = "parcel/2020-01-01/service-2.json.gz";
  expect(existsSync(join(target, "data", model))).toBe(true);
  expect(existsSync(join(target, "python/tiny/data", model))).toBe(true);
  expect(existsSync(join(target, "python/tiny/__init__.py"))).toBe(true);
  expect(await readdir(join(place, "models"))).toEqual(["tiny-1.0"]);
});

test("takes a folder of descriptions that are not packed", async () => {
  const data = join(place, "plain");
  await mkdir(join(data, "parcel/2020-01-01"), { recursive: true });
  await writeFile(join(data, "parcel/2020-01-01/service-2.json"), "{}");
  await sync(data);
  expect(existsSync(join(target, "data/parcel/2020-01-01/service-2.json"))).toBe(true);
});

test("refuses a wheel with another hash and keeps nothing of it", async () => {
  await writeFile(wheel, "damaged");
  await expect(sync(wheel)).rejects.toThrow(/expected sha256 [0-9a-f]{64}\n.*got {6}sha256/);
  expect(await readdir(join(place, "models"))).toEqual([]);
});

test("refuses a folder with other descriptions and leaves what was there", async () => {
  await sync(wheel);
  await writeFile(join(source, "data/parcel/2020-01-01/service-2.json.gz"), gzipSync('{"a":1}'));
  await expect(sync(source)).rejects.toThrow("pnpm generate --models");
  expect(isComplete(target, lock)).toBe(true);
  expect(await readdir(join(place, "models"))).toEqual(["tiny-1.0"]);
});

test("replaces a broken folder and sweeps up after a killed run", async () => {
  await mkdir(join(target, "data"), { recursive: true });
  await mkdir(join(place, "models/.part-4194999-1/python"), { recursive: true });
  expect(isComplete(target, lock)).toBe(false);
  await sync(wheel);
  expect(isComplete(target, lock)).toBe(true);
  expect(await readdir(join(place, "models"))).toEqual(["tiny-1.0"]);
});

test("two runs at once end with one whole folder", async () => {
  await Promise.all([sync(wheel), sync(source)]);
  expect(isComplete(target, lock)).toBe(true);
  expect(await readdir(join(place, "models"))).toEqual(["tiny-1.0"]);
});
