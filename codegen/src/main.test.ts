import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { main } from "./main.ts";
import { repositoryPath } from "./write/manifest.ts";

const fixtures = repositoryPath("models/fixtures");

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "inia-generate-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Run {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

async function run(...arguments_: string[]): Promise<Run> {
  const texts = { output: "", errors: "" };
  const to = (name: "output" | "errors") => ({ write: (text: string) => ((texts[name] += text), true) });
  const code = await main(arguments_, to("output") as never, to("errors") as never);
  return { code, ...texts };
}

test("generates the services that are named, and says how it went", async () => {
  const { code, output } = await run("pulse", "beacon", "--models", fixtures, "--out", folder);
  expect(code).toBe(0);
  expect(readdirSync(folder).sort()).toEqual(["beacon", "pulse"]);
  expect(output).toContain("2 services: 2 written");
  expect(output).toMatch(/6 operations, \d+ shapes/);
  expect(output).toContain("endpoint rulesets: 2 standard, 0 compiled");
  expect(output).not.toContain("\u001b");
  const manifest = JSON.parse(readFileSync(join(folder, "pulse/generated.json"), "utf8")) as {
    files: string[];
  };
  expect(manifest.files.filter((file) => !existsSync(join(folder, "pulse", file)))).toEqual([]);
});

test("generates all services in threads, the same bytes as one by one", async () => {
  expect((await run("--all", "--models", fixtures, "--out", folder)).code).toBe(0);
  const names = readdirSync(fixtures);
  expect(readdirSync(folder).sort()).toEqual(names.sort());
  const file = "parcel/src/operations/get-parcel.ts";
  expect(readFileSync(join(folder, file), "utf8")).toBe(
    readFileSync(repositoryPath(`codegen/golden/${file}`), "utf8"),
  );
});

test("leaves alone what is there already, and makes new what is not whole", async () => {
  const call = ["pulse", "--models", fixtures, "--out", folder];
  await run(...call);
  const file = join(folder, "pulse/src/index.ts");
  const before = statSync(file).ino;
  expect((await run(...call)).output).toContain("1 unchanged");
  expect(statSync(file).ino).toBe(before);
  rmSync(file);
  writeFileSync(join(folder, "pulse/src/stale.ts"), "");
  expect((await run(...call)).output).toContain("1 written");
  expect(existsSync(file)).toBe(true);
  expect(existsSync(join(folder, "pulse/src/stale.ts"))).toBe(false);
});

test("makes new what has another description, whatever of it is other", async () => {
  const models = join(folder, "models");
  cpSync(join(fixtures, "pulse"), join(models, "pulse"), { recursive: true });
  const call = ["pulse", "--models", models, "--out", join(folder, "out")];
  await run(...call);
  expect((await run(...call)).output).toContain("1 unchanged");
  const file = join(models, "pulse/2025-01-20/service-2.json");
  writeFileSync(file, readFileSync(file, "utf8").replace("Pulse Measurements", "Other Measurements"));
  expect((await run(...call)).output).toContain("1 written");
  writeFileSync(join(models, "pulse/2025-01-20/paginators-1.json"), '{"pagination":{}}');
  expect((await run(...call)).output).toContain("1 written");
  expect((await run(...call)).output).toContain("1 unchanged");
});

test("--check finds what is not as it would be written, and writes nothing", async () => {
  const call = ["pulse", "--models", fixtures, "--out", folder];
  await run(...call);
  expect(await run(...call, "--check")).toMatchObject({ code: 0 });
  const file = join(folder, "pulse/src/client.ts");
  writeFileSync(file, "changed");
  const { code, output } = await run(...call, "--check");
  expect(code).toBe(1);
  expect(output).toContain("pulse stale\n  src/client.ts");
  expect(readFileSync(file, "utf8")).toBe("changed");
});

test("generates a single description into the folder that is named", async () => {
  const model = join(fixtures, "parcel/2024-05-01/service-2.json");
  expect((await run("--model", model, "--out", join(folder, "mine"))).code).toBe(0);
  expect(existsSync(join(folder, "mine/src/operations/get-parcel.ts"))).toBe(true);
  expect(existsSync(join(folder, "mine/src/waiters.ts"))).toBe(true);
});

test("does not replace what it did not write", async () => {
  mkdirSync(join(folder, "pulse"));
  writeFileSync(join(folder, "pulse/precious.txt"), "mine");
  const { code, output } = await run("pulse", "--models", fixtures, "--out", folder);
  expect(code).toBe(1);
  expect(output).toContain("holds files that were not generated");
  expect(readdirSync(join(folder, "pulse"))).toEqual(["precious.txt"]);
});

test("lists what failed, writes nothing of it, and goes on with the rest", async () => {
  for (const name of ["good", "bad"])
    mkdirSync(join(folder, "models", name, "2020-01-01"), { recursive: true });
  const text = readFileSync(join(fixtures, "pulse/2025-01-20/service-2.json"), "utf8");
  writeFileSync(join(folder, "models/good/2020-01-01/service-2.json"), text);
  writeFileSync(
    join(folder, "models/bad/2020-01-01/service-2.json"),
    text.replace('"shape": "Beat" }', '"shape": "Beet" }'),
  );
  const { code, output } = await run(
    "--all",
    "--models",
    join(folder, "models"),
    "--out",
    join(folder, "out"),
  );
  expect(code).toBe(1);
  expect(output).toContain("bad failed");
  expect(output).toContain("Beet");
  expect(output).toContain("2 services: 1 written, 1 failed");
  expect(readdirSync(join(folder, "out"))).toEqual(["good"]);
});

test("is honest about a key that no object can have", async () => {
  mkdirSync(join(folder, "models/odd/2020-01-01"), { recursive: true });
  const text = readFileSync(join(fixtures, "pulse/2025-01-20/service-2.json"), "utf8");
  writeFileSync(
    join(folder, "models/odd/2020-01-01/service-2.json"),
    text.replaceAll('"Rate"', '"toString"'),
  );
  const { code, output } = await run("odd", "--models", join(folder, "models"), "--out", join(folder, "out"));
  expect(code).toBe(1);
  expect(output).toContain("the key toString, which every object has already");
  expect(existsSync(join(folder, "out"))).toBe(false);
});

test.each([
  [["parsel", "--models", fixtures], "No service parsel. Did you mean parcel?"],
  [[], "Which services?"],
  [["--all", "parcel"], "exclude each other"],
  [["--golden", "--out", "x"], "--golden has its own folders"],
  [["--wat"], "--wat"],
  [["parcel", "--models", "/no/such/folder"], "there is no such file or folder"],
  [["--model", "/no/such/file.json"], "there is no such file or folder"],
])("refuses %j", async (arguments_, message) => {
  const { code, output, errors } = await run(...arguments_);
  expect(code).toBe(2);
  expect(errors).toContain(message);
  expect(output).toBe("");
});

test("--help explains itself", async () => {
  expect((await run("--help")).output).toContain("Usage: pnpm generate");
});
