import { existsSync, readdirSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../root.ts";
import { demoFixtures, demoServices } from "../steps/prepare.ts";
import { generatedServices } from "../steps/generated-services.ts";
import { withoutFrame } from "./bundler.ts";
import { checkEmpty } from "./check-empty.ts";
import { checkSamples, drawSample } from "./check-samples.ts";
import { esbuild } from "./esbuild.ts";
import { seededRandom } from "./seeded-random.ts";
import { createStage, type Stage } from "./stage-packages.ts";

const present = generatedServices();
const demos = [...demoServices, ...demoFixtures].filter((name) => present.includes(name));
/** Clients by where they are: the demos, or the golden ones as long as those have not been generated. */
const clients = new Map(
  demos.length > 0
    ? demos.map((name) => [name, `packages/services/${name}`])
    : readdirSync(`${root}codegen/golden`)
        .filter((name) => existsSync(`${root}codegen/golden/${name}/src`))
        .map((name) => [name, `codegen/golden/${name}`]),
);

let stage: Stage;

beforeAll(async () => {
  stage = await createStage("test");
  for (const [client, source] of clients) await stage.addClient(client, source);
});

afterAll(() => stage.remove());

test("nothing is left of clients that are not used", async () => {
  expect(await checkEmpty(stage, [...clients.keys()], esbuild)).toEqual([]);
});

test("a bundle of one operation holds no other and one protocol", async () => {
  const random = seededRandom(1);
  const samples = await Promise.all(
    [...clients].map(([client, source]) => drawSample(client, 1, random, source)),
  );
  const { bundles, problems } = await checkSamples(stage, samples, esbuild);
  expect(problems).toEqual([]);
  expect(bundles).toBe(clients.size);
});

test("what is kept is found, and told by client", async () => {
  await stage.addPackage("impure", "globalThis.kept = 1;\nexport const unused = 1;\n");
  await stage.addPackage("pure", "export const unused = /* @__PURE__ */ globalThis.f();\n");
  const problems = await checkEmpty(stage, ["impure", "pure"], esbuild);
  expect(problems).toEqual(["impure: esbuild keeps 19 characters: globalThis.kept = 1"]);
});

test("an operation beside the one that is asked for is found", async () => {
  await stage.addPackage(
    "leaky",
    `import { Client, restJson } from "@inia/core/service";
const service = { id: "Leaky", protocol: restJson };
export const GetThing = { name: "GetThing" };
export const PutThing = { name: "PutThing" };
export class LeakyClient extends Client {
  operations = [GetThing, PutThing];
  constructor(config) { super(service, config); }
}\n`,
  );
  const names = new Map([["GetThing", "GetThing"], ["PutThing", "PutThing"]]); // prettier-ignore
  const sample = { client: "leaky", className: "LeakyClient", operations: ["GetThing"], names };
  const { problems } = await checkSamples(stage, [sample], esbuild);
  expect(problems).toEqual(["leaky GetThing: esbuild keeps the operation PutThing"]);
});

test("the frames that bundlers put around nothing are nothing", () => {
  expect(withoutFrame('// a.mjs\n"use strict";\n/* b */\nexport {};\n')).toBe("");
  expect(withoutFrame("export { a };\n")).toBe("export { a }");
  expect(withoutFrame('console.log("//");')).toBe('console.log("//")');
});
