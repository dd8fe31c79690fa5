import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { RulesetJson } from "@inia/service-model";
import { describe, expect, test } from "vitest";
import { actualOutcome, expectedOutcome, type EndpointCase } from "./expectation.ts";
import { compiledResolvers, interpretedResolvers } from "./resolvers.ts";
import { readJson, vectorsFolder } from "./rulesets.ts";

const vectors = vectorsFolder();

describe.skipIf(vectors === undefined)(
  `rule engine vectors${vectors === undefined ? " (not present)" : ""}`,
  async () => {
    const folder = join(vectors ?? "", "engine");
    const files = vectors === undefined ? [] : readdirSync(join(folder, "valid-rules"));
    const rulesets = new Map(
      files.map((file) => [file, readJson(join(folder, "valid-rules", file)) as RulesetJson]),
    );
    const suites = new Set(vectors === undefined ? [] : readdirSync(join(folder, "test-cases")));
    const compiled = await compiledResolvers(rulesets);
    const interpreted = interpretedResolvers(rulesets);

    test("all rulesets and suites are there", () => expect([files.length, suites.size]).toEqual([18, 15]));

    describe.each([...suites])("%s", (file) => {
      const { testCases } = readJson(join(folder, "test-cases", file)) as { testCases: EndpointCase[] };
      test.each(testCases)("$documentation", (one) => {
        expect(actualOutcome(interpreted.get(file)!, one.params)).toEqual(expectedOutcome(one));
        expect(actualOutcome(compiled.get(file)!, one.params)).toEqual(expectedOutcome(one));
      });
    });
  },
);
