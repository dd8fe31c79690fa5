import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import type { RulesetJson } from "@inia/service-model";

const root = fileURLToPath(new URL("../../../../", import.meta.url));

/** Folder of the pinned service descriptions; `INIA_MODELS` names another. Undefined when there are none. */
export function modelsFolder(): string | undefined {
  const lock = JSON.parse(readFileSync(join(root, "models/lock.json"), "utf8")) as {
    package: string;
    version: string;
  };
  const folder =
    process.env.INIA_MODELS ?? join(root, ".cache/models", `${lock.package}-${lock.version}`, "data");
  return existsSync(folder) ? folder : undefined;
}

/** Reads a JSON file, gzipped or not. */
export function readJson(path: string): unknown {
  const bytes = existsSync(path) ? readFileSync(path) : gunzipSync(readFileSync(`${path}.gz`));
  return JSON.parse(bytes.toString("utf8"));
}

/** Where the ruleset of a service is, in its latest API version, gzipped or not. */
export function rulesetPath(models: string, service: string): string | undefined {
  const versions = readdirSync(join(models, service)).filter((version) => {
    const file = join(models, service, version, "endpoint-rule-set-1.json");
    return existsSync(file) || existsSync(`${file}.gz`);
  });
  const latest = versions.toSorted().at(-1);
  return latest && join(models, service, latest, "endpoint-rule-set-1.json");
}

/** The ruleset of each service. */
export function readRulesets(models: string): Map<string, RulesetJson> {
  const services = readdirSync(models, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const paths = services.map(({ name }) => [name, rulesetPath(models, name)] as const);
  return new Map(
    paths.flatMap(([name, path]) => (path === undefined ? [] : [[name, readJson(path) as RulesetJson]])),
  );
}
