/** Compares generated packages with what the dynamic client makes of the same descriptions: their tables, their requests. */
import { Client, type AnyOperation } from "@inia/core";
import { serviceOf, type DynamicService } from "@inia/dynamic";
import { loadService, type OperationJson, type ServiceModel } from "@inia/service-model";
import { randomFrom } from "../endpoints/parameter-samples.ts";
import { sampleValue } from "../differential/generate/sample-value.ts";
import { captureRequest, fixedConfig, withFixedTime, type Captured } from "./capture-request.ts";
import { TableComparison, type TableCounts } from "./compare-tables.ts";
import { loadGenerated, type GeneratedService } from "./load-generated.ts";

/** What a run compares. */
export interface ParityOptions {
  /** Folders of descriptions, in the order in which they are searched. */
  readonly sources: readonly string[];
  readonly patches: string;
  /** Names of generated packages. */
  readonly services: readonly string[];
  /** Operations whose requests are compared, drawn from all services. */
  readonly sample: number;
  readonly seed: number;
  readonly progress?: (done: number, of: number) => void;
}

/** What a run found. */
export interface ParityResult {
  readonly counts: TableCounts & ParityCounts;
  /** One line each. */
  readonly differences: readonly string[];
}

interface ParityCounts {
  services: number;
  /** Operations whose tables were compared. */
  operations: number;
  waiters: number;
  errors: number;
  /** Operations whose requests were compared. */
  sampled: number;
  requests: number;
  /** Inputs of which neither side makes a request; both say the same. */
  refused: number;
}

/** Inputs of each operation: the first has little in it, the second as much as there is room for. */
const inputsOfEach = 2;

/** Runs the comparison. */
export async function runParity(options: ParityOptions): Promise<ParityResult> {
  const counts = { services: 0, operations: 0, waiters: 0, errors: 0, sampled: 0, requests: 0, refused: 0, tables: 0, expressions: 0 }; // prettier-ignore
  const differences: string[] = [];
  const chosen = chooseOperations(options);
  for (const name of options.services) {
    const model = loadService(options.sources, name, { patches: options.patches });
    const run = new ServiceParity(model, serviceOf(model), await loadGenerated(name), counts, (line) =>
      differences.push(`${name} ${line}`),
    );
    await run.tables();
    await withFixedTime(() => run.requests(chosen.get(name) ?? [], options.seed));
    counts.services++;
    options.progress?.(counts.services, options.services.length);
  }
  return { counts, differences };
}

/** Draws operations from all services; each is as likely as any other. */
function chooseOperations({ sources, services, sample, seed }: ParityOptions): Map<string, string[]> {
  const all = services.flatMap((service) =>
    Object.keys(loadService(sources, service, { validate: false }).service.operations).map(
      (operation) => [service, operation] as const,
    ),
  );
  const random = randomFrom(seed);
  const chosen = new Map<string, string[]>();
  for (let left = Math.min(sample, all.length); left > 0; left--) {
    const at = random(all.length);
    const [service, operation] = all[at]!;
    all[at] = all.at(-1)!;
    all.pop();
    chosen.set(service, [...(chosen.get(service) ?? []), operation]);
  }
  return chosen;
}

class ServiceParity {
  readonly #model: ServiceModel;
  readonly #dynamic: DynamicService;
  readonly #generated: GeneratedService;
  readonly #counts: TableCounts & ParityCounts;
  readonly #tell: (line: string) => void;

  constructor(
    model: ServiceModel,
    dynamic: DynamicService,
    generated: GeneratedService,
    counts: TableCounts & ParityCounts,
    tell: (line: string) => void,
  ) {
    this.#model = model;
    this.#dynamic = dynamic;
    this.#generated = generated;
    this.#counts = counts;
    this.#tell = tell;
  }

  /** Compares the service's own record, operations, waiters and errors. */
  async tables(): Promise<void> {
    const tell = (path: string, generated: unknown, dynamic: unknown): void =>
      this.#tell(`${path}: generated ${shown(generated)}, dynamic ${shown(dynamic)}`);
    const comparison = new TableComparison(tell, this.#counts);
    const { service } = await this.#generated.newClient(fixedConfig).context();
    comparison.compare("service", recordOf(service), recordOf(this.#dynamic.service));
    for (const kind of ["operations", "waiters", "errors"] as const) {
      const generated: ReadonlyMap<string, unknown> = this.#generated[kind];
      const dynamic: Readonly<Record<string, unknown>> = this.#dynamic[kind];
      const names = new Set([...generated.keys(), ...Object.keys(dynamic)]);
      for (const name of names) comparison.compare(`${kind}.${name}`, generated.get(name), dynamic[name]);
      this.#counts[kind] += names.size;
    }
  }

  /** Compares what both sides send. */
  async requests(operations: readonly string[], seed: number): Promise<void> {
    for (const name of operations) {
      this.#counts.sampled++;
      for (let index = 0; index < inputsOfEach; index++) await this.#request(name, index, seed);
    }
  }

  async #request(name: string, index: number, seed: number): Promise<void> {
    const json = this.#model.service.operations[name]!;
    const input = this.#input(
      json,
      randomFrom(seed + index + hashOf(`${this.#model.name} ${name}`)),
      index > 0,
    );
    const generated = this.#generated.operations.get(name);
    if (generated === undefined) return;
    const dynamic: AnyOperation = this.#dynamic.operations[name]!;
    const [ours, theirs] = [
      await captureRequest((config) => this.#generated.newClient(config), generated, input),
      await captureRequest((config) => new Client(this.#dynamic.service, config), dynamic, input),
    ];
    this.#counts.requests++;
    if (typeof ours === "string" && ours === theirs) this.#counts.refused++;
    for (const problem of differencesOf(ours, theirs)) this.#tell(`${name}: ${problem}`);
  }

  #input(
    { input, http }: OperationJson,
    random: (below: number) => number,
    full: boolean,
  ): Record<string, unknown> {
    if (input === undefined) return {};
    const greedyLabels = [...http.requestUri.matchAll(/\{([^}]+)\+\}/g)].map(([, label]) => label!);
    const xml = /^(rest-xml|query|ec2)$/.test(this.#dynamic.plan.protocol);
    const value = sampleValue(input, {
      model: this.#model,
      random,
      full,
      xml,
      direction: "input",
      greedyLabels,
    });
    const { shapes } = this.#model.service;
    for (const [name, ref] of Object.entries(shapes[input.shape]!.members ?? {})) {
      if (ref.eventstream ?? shapes[ref.shape]!.eventstream) value[name] = noEvents();
    }
    // A sampled text is no name of a bucket, and both sides would refuse it.
    if (this.#model.name === "s3" && typeof value["Bucket"] === "string") value["Bucket"] = "parity-bucket";
    return value;
  }
}

/** The record of a service, whose members have no order, without members in which there is nothing. */
function recordOf(record: object): object {
  const members = Object.entries(record).filter(
    ([, value]) => typeof value !== "object" || Object.keys(value as object).length > 0,
  );
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    members.map(([name, value]) => [name, name === "retry" ? recordOf(value as object) : value]),
  );
}

async function* noEvents(): AsyncGenerator<never> {
  // A stream that ends at once.
}

function differencesOf(generated: Captured, dynamic: Captured): string[] {
  if (typeof generated === "string" || typeof dynamic === "string") {
    return generated === dynamic ? [] : [`generated ${shown(generated)}, dynamic ${shown(dynamic)}`];
  }
  return (["method", "url", "headers", "body"] as const).flatMap((part) => {
    const [ours, theirs] = [shown(generated[part]), shown(dynamic[part])];
    return ours === theirs ? [] : [`${part}: generated ${ours}, dynamic ${theirs}`];
  });
}

function hashOf(text: string): number {
  let hash = 2166136261;
  for (const character of text) hash = Math.imul(hash ^ character.codePointAt(0)!, 16777619);
  return hash >>> 0;
}

function shown(value: unknown): string {
  return typeof value === "function" ? "a function" : (JSON.stringify(value) ?? "nothing");
}
