/**
 * Published endpoint vectors: of the rule engine, and of services with their own rulesets from the pinned models. Each
 * case is resolved twice, by the ruleset compiled to TypeScript and by the ruleset interpreted.
 */
import { deepStrictEqual } from "node:assert";
import { basename, join } from "node:path";
import type { RulesetJson } from "@inia/service-model";
import { type Case, type CaseFamily, createFamily } from "../family.ts";
import { hasVectors, vectorNames, vectorsFolder } from "../vectors.ts";
import { compiledResolvers, interpretedResolvers, type Resolver } from "./resolvers.ts";
import { modelsFolder, readJson, readRulesets } from "./rulesets.ts";

/** A published endpoint case. */
interface EndpointCase {
  documentation?: string;
  params?: Record<string, string | boolean | string[]>;
  expect: {
    error?: string;
    endpoint?: { url: string; headers?: object; properties?: Record<string, unknown> };
  };
}

/** Cases whose service has another ruleset in the pinned models than when they were published, and what it says now. */
const superseded: Readonly<Record<string, string>> = {
  "kinesis: ResourceARN as StreamARN test: Invalid ARN: Kinesis ARNs only support stream arn types":
    "Invalid ARN: Unsupported resource type `accesspoint`. Expected: stream or channel",
  "kinesis: ResourceARN as ConsumerARN test: Invalid ARN: Kinesis ARNs only support stream arn/consumer arn types":
    "Invalid ARN: Unsupported resource type `accesspoint`. Expected: stream or channel",
};

/** Cases of the rule engine, with rulesets of their own. */
export const endpointEngine: CaseFamily = createFamily("endpoint engine", () => {
  if (!hasVectors("endpoints", "engine")) return [];
  const rules = join(vectorsFolder, "endpoints", "engine", "valid-rules");
  const rulesets = new Map(
    vectorNames("endpoints", "engine", "valid-rules").map((file) => [
      file,
      readJson(join(rules, file)) as RulesetJson,
    ]),
  );
  return casesOf(
    rulesets,
    (file) => join(vectorsFolder, "endpoints", "engine", "test-cases", file),
    vectorNames("endpoints", "engine", "test-cases"),
  );
});

/** Cases of services. */
export const endpointServices: CaseFamily = createFamily("endpoint services", () => {
  const models = modelsFolder();
  if (!hasVectors("endpoints", "services")) return [];
  if (models === undefined) {
    console.info("endpoint services: skipped, the models are not on this machine (pnpm sync-models)");
    return [];
  }
  const names = vectorNames("endpoints", "services").map((file) => basename(file, ".json"));
  const all = readRulesets(models);
  const rulesets = new Map(names.map((name) => [name, all.get(name)!]));
  return casesOf(rulesets, (name) => join(vectorsFolder, "endpoints", "services", `${name}.json`), names);
});

function casesOf(
  rulesets: ReadonlyMap<string, RulesetJson>,
  pathOf: (name: string) => string,
  suites: readonly string[],
): Case[] {
  let resolvers: Promise<Map<string, Resolver>>[] | undefined;
  const load = (): Promise<Map<string, Resolver>>[] =>
    (resolvers ??= [compiledResolvers(rulesets), Promise.resolve(interpretedResolvers(rulesets))]);
  return suites.flatMap((suite) => {
    const { testCases } = readJson(pathOf(suite)) as { testCases: EndpointCase[] };
    return testCases.map((one): Case => {
      const name = `${suite}: ${one.documentation}`;
      return {
        name,
        run: async () => {
          const [compiled, interpreted] = await Promise.all(load());
          const wanted = expected(one, superseded[name]);
          deepStrictEqual(resolved(interpreted!.get(suite)!, one), wanted, `${name} (interpreted)`);
          deepStrictEqual(
            inOurWords(resolved(compiled!.get(suite)!, one), wanted),
            wanted,
            `${name} (compiled)`,
          );
        },
      };
    });
  });
}

interface Outcome {
  error?: string;
  url?: string;
  headers?: unknown;
  properties?: unknown;
}

/** The vectors leave out `metricValues`, which says nothing about the request. */
function withoutMetrics(properties: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => name !== "metricValues"));
}

function expected({ expect }: EndpointCase, replaced: string | undefined): Outcome {
  if (expect.endpoint === undefined || replaced !== undefined)
    return { error: replaced ?? expect.error ?? "" };
  const { url, headers = {}, properties = {} } = expect.endpoint;
  return { url, headers, properties: withoutMetrics(properties) };
}

function resolved(resolve: Resolver, { params = {} }: EndpointCase): Outcome {
  try {
    const { url, headers = {}, properties = {} } = resolve(params);
    return { url, headers, properties: withoutMetrics(properties) };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

/** The standard resolver has words of its own for errors; that there is one is what counts. */
function inOurWords(actual: Outcome, wanted: Outcome): Outcome {
  const own = /^(A custom endpoint cannot be combined with|A region is needed)/;
  return wanted.error !== undefined && own.test(actual.error ?? "") ? wanted : actual;
}
