/** Generated code of the fixtures: whole files, byte by byte, formatted, type-checked, and dropped by bundlers when unused. */
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { loadService, listServices, openSource, type ServiceModel } from "@inia/service-model";
import { build } from "esbuild";
import { describe, expect, test } from "vitest";
import { generateService } from "./generate-service.ts";
import { generatePackage } from "./generate-package.ts";
import { formatWithPrettier } from "./print/prettier.ts";
import { hashDescription } from "./write/hash-description.ts";
import { coreVersion, repositoryPath } from "./write/manifest.ts";

const fixtures = repositoryPath("models/fixtures");
const golden = repositoryPath("codegen/golden");
const services = listServices(fixtures);

function modelOf(service: string): ServiceModel {
  return loadService(fixtures, service);
}

describe.each(services)("%s", (service) => {
  const { files, problems } = generatePackage(modelOf(service), coreVersion());

  test("is what codegen/golden holds (pnpm generate --golden writes it)", () => {
    expect(problems).toEqual([]);
    const onDisk = files.map(({ path }) => ({
      path,
      text: readFileSync(join(golden, service, path), "utf8"),
    }));
    expect(files).toEqual(onDisk);
    const target = { folder: join(golden, service), check: true, stamp: false };
    const hash = hashDescription(openSource(fixtures), service, repositoryPath("models/patches"));
    expect(generateService(modelOf(service), hash, target)).toMatchObject({ state: "fresh", problems: [] });
  });

  test("is the same a second time", () => {
    expect(generatePackage(modelOf(service), coreVersion()).files).toEqual(files);
  });

  test("is formatted as prettier would", async () => {
    // Compiled rulesets and expressions keep a statement on a line, however long: they are tables of decisions, not prose.
    const sources = files.filter(
      ({ path, text }) => path.endsWith(".ts") && !/^[^*\n]{111,}$|\(item: any\) =>/m.test(text),
    );
    expect(sources.length).toBeGreaterThan(files.length - 8);
    const formatted = await Promise.all(
      sources.map(async ({ path, text }) => ({ path, text: await formatWithPrettier(text) })),
    );
    expect(sources).toEqual(formatted);
  });
});

test("codegen/golden holds nothing else", () => {
  const folders = readdirSync(golden, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual(services);
});

test("all packages and their use type-check as one program", async () => {
  const tsc = repositoryPath("node_modules/typescript/bin/tsc");
  const run = promisify(execFile)(process.execPath, [tsc, "-p", join(golden, "tsconfig.json")]);
  const output = await run.then(
    ({ stdout }) => stdout,
    (error: { stdout: string }) => error.stdout,
  );
  expect(output).toBe("");
}, 120_000);

test("a bundle holds what it names and nothing else", async () => {
  const bundled = await build({
    stdin: {
      contents: `
        import { ParcelClient, GetParcel } from "./parcel/src/index.ts";
        export const call = () => new ParcelClient().send(GetParcel, { ParcelId: "p-1" });
      `,
      resolveDir: golden,
      loader: "ts",
    },
    bundle: true,
    write: false,
    format: "esm",
    external: ["@inia/core/service"],
  });
  const [{ text } = { text: "" }] = bundled.outputFiles;
  expect(text).toContain('name: "GetParcel"');
  for (const absent of [
    "ListParcels",
    "PutLabel",
    "AlreadyDelivered",
    "ParcelDelivered",
    "getLabel",
    "waitUntil",
  ]) {
    expect(text).not.toContain(absent);
  }
});
