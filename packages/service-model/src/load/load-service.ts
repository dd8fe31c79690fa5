/** The loader: finds the files of a service, merges extras and patches, validates, and gives the whole as one model. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ModelError } from "../model-error.ts";
import type { PaginatorJson, ServiceJson, ServiceModel, WaiterJson } from "../model.ts";
import { applyPatches } from "./apply-patches.ts";
import { deepMerge, isObject } from "./deep-merge.ts";
import { openSource, type ModelSource } from "./model-source.ts";
import { nearestNames } from "./nearest-names.ts";
import { readJson, type JsonFile } from "./read-json.ts";
import { validateModel } from "./validate-model.ts";

/** A source, the path of one, or several in the order in which they are searched. */
export type ModelSources = string | ModelSource | readonly (string | ModelSource)[];

/** How a service is loaded. */
export interface LoadOptions {
  /** Version to take in place of the latest, such as `2012-11-05`. */
  readonly apiVersion?: string;
  /** Folder of patches, one `<service>.json` each. */
  readonly patches?: string;
  /** `false` skips the checks of {@link validateModel}. */
  readonly validate?: boolean;
}

/** Names of the services of which there is a description, sorted. */
export function listServices(sources: ModelSources): string[] {
  const opened = open(sources);
  const names = new Set(opened.flatMap((source) => source.list("")));
  return [...names].filter((name) => versionsOf(opened, name, "service-2").length > 0).sort();
}

/**
 * Loads a service by the name of its folder. Of each file the latest version counts, and the first source that has it.
 *
 * @throws {@link ModelError} when there is no such service, or its description is wrong.
 */
export function loadService(sources: ModelSources, name: string, options: LoadOptions = {}): ServiceModel {
  const opened = open(sources);
  const loader = new Loader(opened, name, options);
  const service = loader.load("service-2");
  if (!service) throw unknownService(opened, name, options.apiVersion);
  const examples = loader.load("examples-1")?.json as unknown;
  const model: ServiceModel = {
    name,
    service: service.json as ServiceJson,
    paginators: (loader.load("paginators-1")?.json?.pagination ?? {}) as Record<string, PaginatorJson>,
    waiters: (loader.load("waiters-2")?.json?.waiters ?? {}) as Record<string, WaiterJson>,
    ruleset: loader.load("endpoint-rule-set-1")?.json as ServiceModel["ruleset"],
    ...(examples !== undefined && { examples }),
    source: service.file,
  };
  if (options.validate !== false) {
    const [first, ...more] = validateModel(model);
    if (first) throw withOthers(first, more);
  }
  return model;
}

/** Loads the only service of a source, such as a single file. Throws {@link ModelError} when there are several. */
export function loadOnlyService(source: string | ModelSource, options: LoadOptions = {}): ServiceModel {
  const [opened] = open(source);
  const names = listServices(opened!);
  if (names.length === 1) return loadService(opened!, names[0]!, options);
  throw new ModelError(opened!.location, "", `holds ${names.length} services where one is expected`);
}

class Loader {
  readonly #sources: readonly ModelSource[];
  readonly #name: string;
  readonly #apiVersion: string | undefined;
  readonly #patches: JsonFile | undefined;

  constructor(sources: readonly ModelSource[], name: string, { apiVersion, patches }: LoadOptions) {
    this.#sources = sources;
    this.#name = name;
    this.#apiVersion = apiVersion;
    if (patches !== undefined && existsSync(join(patches, `${name}.json`))) {
      this.#patches = readJson([openSource(patches)], name);
    }
  }

  load(type: string): JsonFile | undefined {
    const version = this.#apiVersion ?? versionsOf(this.#sources, this.#name, type).at(-1);
    if (version === undefined) return undefined;
    const path = `${this.#name}/${version}/${type}`;
    const found = readJson(this.#sources, path);
    if (!found) return undefined;
    const extras = readJson(this.#sources, `${path}.sdk-extras`);
    const merge: unknown = isObject(extras?.json) ? extras.json["merge"] : undefined;
    const merged = merge === undefined ? found.json : deepMerge(found.json, merge);
    return { json: applyPatches(merged, type, this.#patches), file: found.file };
  }
}

function open(sources: ModelSources): readonly ModelSource[] {
  const list = Array.isArray(sources)
    ? (sources as readonly (string | ModelSource)[])
    : [sources as string | ModelSource];
  return list.map((source) => (typeof source === "string" ? openSource(source) : source));
}

/** Versions that have a file of a type, the latest last. */
function versionsOf(sources: readonly ModelSource[], name: string, type: string): string[] {
  const versions = new Set(sources.flatMap((source) => source.list(name)));
  const files = [`${type}.json`, `${type}.json.gz`];
  const holds = (version: string): boolean =>
    sources.some((source) => {
      const listed = source.list(`${name}/${version}`);
      return files.some((file) => listed.includes(file));
    });
  return [...versions].filter(holds).sort();
}

function unknownService(
  sources: readonly ModelSource[],
  name: string,
  apiVersion: string | undefined,
): ModelError {
  const where = sources.map((source) => source.location).join(", ");
  const versions = versionsOf(sources, name, "service-2");
  if (versions.length > 0) {
    return new ModelError(where, "", `"${name}" has no version "${apiVersion}", but ${versions.join(", ")}`);
  }
  const near = nearestNames(name, listServices(sources)).map((found) => `"${found}"`);
  const hint = near.length > 0 ? `; did you mean ${near.join(" or ")}?` : "";
  return new ModelError(where, "", `no service "${name}"${hint}`);
}

function withOthers(first: ModelError, others: readonly ModelError[]): ModelError {
  if (others.length === 0) return first;
  const shown = others.slice(0, 9).map((other) => `\n  ${other.message}`);
  const rest = others.length > 9 ? `\n  and ${others.length - 9} more` : "";
  return new ModelError(first.file, first.path, `${first.problem}${shown.join("")}${rest}`);
}
