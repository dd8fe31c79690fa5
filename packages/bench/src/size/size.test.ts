import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createStage, generatedOf, type Stage } from "../stage/stage.ts";
import { bundleEntry, loadedAtOnce } from "./bundlers/esbuild.ts";
import { readCeilings } from "./ceilings.ts";
import { bundlers, sizeOf, writePrograms } from "./measure-programs.ts";
import { platforms, programs, type Platform } from "./programs.ts";
import { strangersIn } from "./strangers.ts";

const present = generatedOf([...new Set(programs.map(({ service }) => service))]);
const measured = programs.filter(({ service }) => present.includes(service));
const ceilings = readCeilings();
const files: Partial<Record<Platform, string[]>> = {};
let stage: Stage;

beforeAll(async () => {
  stage = await createStage(present);
  for (const platform of platforms) files[platform] = await writePrograms(stage.folder, measured, platform);
}, 180_000);

afterAll(() => stage.remove());

test("there are enough programs to tell, and a ceiling for each", () => {
  expect(measured.length).toBeGreaterThanOrEqual(12);
  expect(Object.keys(ceilings).sort()).toEqual(programs.map(({ name }) => name).sort());
});

describe.each(platforms)("bundles for %s", (platform) => {
  test.each(bundlers)(
    "of $name stay below their ceilings and hold nothing else",
    async (bundler) => {
      const codes = await bundler.bundle(files[platform]!, platform);
      const problems = measured.flatMap((program, index) => {
        const code = codes[index]!;
        const size = sizeOf(code);
        const ceiling = ceilings[program.name]![platform][bundler.name]!;
        const held = strangersIn(code, program, platform).map((what) => `${program.name} holds ${what}`);
        return size <= ceiling ? held : [...held, `${program.name}: ${size} bytes, at most ${ceiling}`];
      });
      expect(problems).toEqual([]);
    },
    180_000,
  );
});

test("what a split bundle loads at once holds nothing of roles, tokens and logins", async () => {
  const problems: string[] = [];
  for (const [index, program] of measured.entries()) {
    const code = await bundleEntry(files.node![index]!);
    problems.push(...strangersIn(code, program, "at-once").map((what) => `${program.name} loads ${what}`));
  }
  expect(problems).toEqual([]);
}, 180_000);

test("chunks that are imported later are not loaded at once", () => {
  const outputs = {
    a: {
      imports: [
        { path: "b", kind: "import-statement" },
        { path: "c", kind: "dynamic-import" },
      ],
    },
    b: {
      imports: [
        { path: "d", kind: "import-statement" },
        { path: "node:fs", kind: "import-statement" },
      ],
    },
    c: { imports: [] },
    d: { imports: [{ path: "a", kind: "import-statement" }] },
  };
  expect(loadedAtOnce("a", outputs)).toEqual(["a", "b", "d"]);
});
