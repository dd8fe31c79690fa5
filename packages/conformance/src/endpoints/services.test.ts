import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { actualOutcome, expectedOutcome, type EndpointCase } from "./expectation.ts";
import { compiledResolvers, interpretedResolvers, type Resolver } from "./resolvers.ts";
import { modelsFolder, readJson, readRulesets, vectorsFolder } from "./rulesets.ts";

/** Cases whose service has another ruleset in the pinned models than when the vectors were published, and what it says now. */
const superseded: Readonly<Record<string, string>> = {
  "kinesis: ResourceARN as StreamARN test: Invalid ARN: Kinesis ARNs only support stream arn types":
    "Invalid ARN: Unsupported resource type `accesspoint`. Expected: stream or channel",
  "kinesis: ResourceARN as ConsumerARN test: Invalid ARN: Kinesis ARNs only support stream arn/consumer arn types":
    "Invalid ARN: Unsupported resource type `accesspoint`. Expected: stream or channel",
};

const vectors = vectorsFolder();
const models = modelsFolder();
const absent =
  vectors === undefined ? " (vectors not present)" : models === undefined ? " (models not present)" : "";

describe.skipIf(absent !== "")(`endpoint vectors of services${absent}`, async () => {
  const folder = join(vectors ?? "", "services");
  const files = absent ? [] : readdirSync(folder);
  const all = absent ? new Map<string, never>() : readRulesets(models!);
  const names = files.map((file) => basename(file, ".json"));
  const rulesets = new Map(names.map((name) => [name, all.get(name)!]));
  const compiled = absent ? new Map<string, Resolver>() : await compiledResolvers(rulesets);
  const interpreted = absent ? new Map<string, Resolver>() : interpretedResolvers(rulesets);

  test("all services are there", () => expect(names.length).toBe(260));

  test.each(names)("%s", (name) => {
    const { testCases } = readJson(join(folder, `${name}.json`)) as { testCases: EndpointCase[] };
    const expected = testCases.map((one) => {
      const replaced = superseded[`${name}: ${one.documentation}`];
      return {
        case: one.documentation,
        ...(replaced === undefined ? expectedOutcome(one) : { error: replaced }),
      };
    });
    const outcomes = (resolve: Resolver): object[] =>
      testCases.map((one) => ({ case: one.documentation, ...actualOutcome(resolve, one.params) }));
    expect(outcomes(interpreted.get(name)!)).toEqual(expected);
    const ours = outcomes(compiled.get(name)!);
    expect(ours.map((one, index) => ownWords(one, expected[index]!))).toEqual(expected);
  });
});

/** The standard resolver has words of its own for errors; that there is one is what counts. */
function ownWords(actual: object, expected: object): object {
  const own = /^(A custom endpoint cannot be combined with|A region is needed)/;
  return "error" in actual && "error" in expected && own.test(String(actual.error)) ? expected : actual;
}
