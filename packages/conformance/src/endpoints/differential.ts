/**
 * Resolves the same endpoints with botocore, with compiled rulesets and with interpreted ones, and compares.
 *
 *     npx tsx --conditions=@inia/source packages/conformance/src/endpoints/differential.ts [--services a,b] [--seed N] [--samples N]
 *
 * botocore comes from the synced wheel, beside the models; `INIA_BOTOCORE` names another folder for Python to find it in.
 */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual, parseArgs } from "node:util";
import type { RulesetJson } from "@inia/service-model";
import { literalsOf, randomFrom, sampleParameters, type Sample } from "./parameter-samples.ts";
import { compiledResolvers, interpretedResolvers, type Resolver } from "./resolvers.ts";
import { modelsFolder, readRulesets, rulesetPath } from "./rulesets.ts";

interface Answer {
  url?: string;
  headers?: unknown;
  properties?: unknown;
  error?: string;
  /** botocore: the error is the ruleset's or the engine's, not a failed lookup. */
  own?: boolean;
}

interface Query {
  service: string;
  parameters: Sample;
}

const { values: options } = parseArgs({
  options: {
    services: { type: "string" },
    seed: { type: "string", default: "1" },
    samples: { type: "string", default: "60" },
  },
});

const models = modelsFolder();
if (models === undefined) {
  console.log("endpoint differential: skipped, the models are not there (pnpm sync-models)");
} else {
  process.exitCode = await compare(models);
}

async function compare(models: string): Promise<number> {
  const all = readRulesets(models);
  const chosen = options.services?.split(",") ?? [...all.keys()];
  const rulesets = new Map(chosen.map((service) => [service, all.get(service)!]));
  const compiled = await compiledResolvers(rulesets);
  const interpreted = interpretedResolvers(rulesets);
  const queries = [...rulesets].flatMap(([service, ruleset], index) => queriesFor(service, ruleset, index));
  const counts = { answers: 0, errors: 0, differences: 0 };
  let index = 0;
  for await (const answer of oracle(models, [...rulesets.keys()], queries)) {
    const query = queries[index++]!;
    counts[answer.error === undefined ? "answers" : "errors"]++;
    for (const [kind, resolvers] of Object.entries({ compiled, interpreted })) {
      const ours = answerOf(resolvers.get(query.service)!, query.parameters);
      if (isSame(ours, answer, kind)) continue;
      if (counts.differences++ < 20) console.log(JSON.stringify({ kind, ...query, ours, botocore: answer }));
    }
  }
  const { answers, errors, differences } = counts;
  console.log(
    `endpoint differential: ${rulesets.size} services, ${index} of ${queries.length} resolutions ` +
      `(${answers} endpoints, ${errors} errors), compiled and interpreted: ${differences} differences, seed ${options.seed}`,
  );
  return differences === 0 && index === queries.length ? 0 : 1;
}

function queriesFor(service: string, ruleset: RulesetJson, index: number): Query[] {
  const random = randomFrom(Number(options.seed) * 100_003 + index);
  const literals = [...new Set(literalsOf(ruleset.rules))];
  // Rulesets with more parameters have more to try.
  const count = Number(options.samples) * Math.max(1, Object.keys(ruleset.parameters).length - 3);
  return Array.from({ length: count }, () => ({
    service,
    parameters: sampleParameters(ruleset, literals, random),
  }));
}

async function* oracle(
  models: string,
  services: readonly string[],
  queries: readonly Query[],
): AsyncGenerator<Answer> {
  const script = fileURLToPath(new URL("./oracle.py", import.meta.url));
  const botocore =
    process.env.INIA_BOTOCORE ??
    [join(models, "../python"), join(models, "../..")].find((folder) => existsSync(join(folder, "botocore")));
  const child = spawn("python3", [script, join(models, "partitions.json")], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, ...(botocore && { PYTHONPATH: botocore }), PYTHONDONTWRITEBYTECODE: "1" },
  });
  const loads = services.map((service) => ({ service, ruleset: rulesetPath(models, service) }));
  child.stdin.end([...loads, ...queries].map((line) => `${JSON.stringify(line)}\n`).join(""));
  for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line) as Answer;
}

function answerOf(resolve: Resolver, parameters: Sample): Answer {
  try {
    const { url, headers = {}, properties = {} } = resolve(parameters);
    return { url, headers, properties };
  } catch (error) {
    const { name, message } = error as Error;
    return { error: name === "ConfigError" ? message : `${name}: ${message}` };
  }
}

/** Errors are the same when the ruleset's words are; what fails in the engine itself only has to fail as well. */
function isSame(ours: Answer, botocore: Answer, kind: string): boolean {
  if (botocore.error === undefined || ours.error === undefined) {
    return isDeepStrictEqual(ours, { ...botocore });
  }
  if (/^(TypeError|ReferenceError|RangeError|URIError)/.test(ours.error)) return false;
  if (ours.error === botocore.error || botocore.own === false) return true;
  if (/^(Cannot find value|Both |Value \(|No endpoint found|Input must be|Assignment )/.test(botocore.error))
    return true;
  // The standard resolver has its own words.
  return kind === "compiled" && /^(A custom endpoint cannot|A region is needed)/.test(ours.error);
}
