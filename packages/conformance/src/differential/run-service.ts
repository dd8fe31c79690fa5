import { serviceOf, type DynamicService } from "@inia/dynamic";
import {
  loadService,
  type OperationJson,
  type ProtocolName,
  type ServiceModel,
  type ShapeRefJson,
} from "@inia/service-model";
import { randomFrom, type Random } from "../endpoints/parameter-samples.ts";
import { compareRequests, type WrittenRequest } from "./compare/compare-requests.ts";
import { compareValues } from "./compare/compare-values.ts";
import type { Report } from "./compare/finding.ts";
import type { Differences, Kind } from "./differences.ts";
import { sampleValue } from "./generate/sample-value.ts";
import type { Oracle, OracleAnswer } from "./oracle.ts";
import { OurSide } from "./our-side.ts";
import { fromOracle, toOracle } from "./typed-json.ts";
import { ServiceSide, type WrittenResponse } from "./write-response/service-side.ts";
import { writeError } from "./write-response/write-error.ts";
import { writeResponse, type SampleEvent } from "./write-response/write-response.ts";

/** What is compared, and how the samples are drawn. */
export interface Sampling {
  readonly seed: number;
  /** Inputs and outputs per operation; the first has little in it, every other one as much as there is room for. */
  readonly perOperation: number;
}

/** How much was compared. */
export interface Counts {
  operations: number;
  requests: number;
  responses: number;
  errors: number;
  /** Operations whose input streams events: compared without the stream. */
  eventInputs: number;
  /** Operations whose output streams events. */
  eventOutputs: number;
  /** Requests and responses that both sides refuse. */
  refusedByBoth: number;
}

/** How much more often the operations of protocols are sampled that few services speak. */
const moreOf: { readonly [protocol in ProtocolName]?: number } = { "smithy-rpc-v2-cbor": 6, "rest-xml": 3 };

/** Operations whose questions are under way at the same time. */
const atOnce = 24;

/** What a run asks, whom, and where it takes down what it finds. */
export interface Run {
  readonly oracle: Oracle;
  readonly sampling: Sampling;
  readonly differences: Differences;
  readonly counts: Counts;
}

/** Compares the operations of a service; of `operations` many, drawn at random. */
export async function runService(run: Run, data: string, name: string, operations: number): Promise<void> {
  // What patches change is for the reviewers of patches; this compares the reading of one description by two programs.
  const model = loadService(data, name, { validate: false });
  run.oracle.load(name);
  const service = new ServiceRun(run, serviceOf(model), model);
  const names = Object.keys(model.service.operations);
  const random = randomFrom(seedOf(run.sampling.seed, name));
  while (names.length > operations) names.splice(random(names.length), 1);
  for (let at = 0; at < names.length; at += atOnce) {
    await Promise.all(names.slice(at, at + atOnce).map((operation) => service.operation(operation)));
  }
}

/** A seed for a place in the run, whatever else runs. */
function seedOf(seed: number, ...parts: (string | number)[]): number {
  let hash = 2166136261 ^ seed;
  for (const character of parts.join("/")) hash = Math.imul(hash ^ character.codePointAt(0)!, 16777619);
  return hash >>> 0;
}

class ServiceRun {
  readonly #oracle: Oracle;
  readonly #dynamic: DynamicService;
  readonly #model: ServiceModel;
  readonly #sampling: Sampling;
  readonly #differences: Differences;
  readonly #counts: Counts;
  readonly #ours: OurSide;

  constructor({ oracle, sampling, differences, counts }: Run, dynamic: DynamicService, model: ServiceModel) {
    this.#oracle = oracle;
    this.#sampling = sampling;
    this.#differences = differences;
    this.#counts = counts;
    this.#dynamic = dynamic;
    this.#model = model;
    this.#ours = new OurSide(dynamic.service);
  }

  async operation(name: string): Promise<void> {
    const operation = this.#model.service.operations[name]!;
    this.#counts.operations++;
    const all: Promise<void>[] = [];
    const samples = this.#sampling.perOperation * (moreOf[this.#dynamic.plan.protocol] ?? 1);
    for (let index = 0; index < samples; index++) {
      all.push(this.#request(name, operation, index), this.#response(name, operation, index));
    }
    if (operation.errors?.length) all.push(this.#error(name, operation.errors));
    if (this.#streamIn(operation.output) !== undefined) this.#counts.eventOutputs++;
    await Promise.all(all);
  }

  async #request(name: string, { input, http }: OperationJson, index: number): Promise<void> {
    const random = this.#random(name, "request", index);
    const greedyLabels = [...http.requestUri.matchAll(/\{([^}]+)\+\}/g)].map(([, label]) => label!);
    const value = input
      ? sampleValue(input, this.#sampleOptions(random, index > 0, "input", greedyLabels))
      : {};
    const events = this.#streamIn(input);
    if (events !== undefined && index === 0) this.#counts.eventInputs++;
    this.#counts.requests++;
    const asked = this.#oracle.ask({
      do: "serialize",
      operation: name,
      input: input ? toOracle(this.#model, input, value) : {},
    });
    const given = events === undefined ? value : { ...value, [events]: noEvents() };
    const ours = await attempt(() => this.#ours.serialize(this.#dynamic.operations[name]!, given));
    const report = this.#report(name, "request", value);
    this.#settle(ours, await asked, report, (mine, answer) => {
      const theirs = answer as unknown as Record<keyof WrittenRequest, string> &
        Pick<WrittenRequest, "headers">;
      const body = new Uint8Array(Buffer.from(theirs.body, "base64"));
      compareRequests(this.#dynamic.plan.protocol, mine, { ...theirs, body }, report, {
        body: events === undefined,
      });
    });
  }

  async #response(name: string, operation: OperationJson, index: number): Promise<void> {
    const random = this.#random(name, "response", index);
    const { output } = operation;
    const value = output ? sampleValue(output, this.#sampleOptions(random, index > 0, "output")) : {};
    const side = new ServiceSide(this.#model, this.#dynamic.plan.protocol, random);
    const events = this.#sampleEvents(output, random);
    const response = writeResponse(side, name, operation, value, events);
    this.#counts.responses++;
    const asked = this.#ask("parse", name, response);
    const ours = await attempt(() => this.#ours.parse(this.#dynamic.operations[name]!, response));
    const report = this.#report(name, "response", readable(response));
    this.#settle(ours, await asked, report, (mine, answer) =>
      compareValues("value", mine, fromOracle(answer!), report),
    );
  }

  async #error(name: string, errors: readonly ShapeRefJson[]): Promise<void> {
    const random = this.#random(name, "error", 0);
    const ref: ShapeRefJson = { shape: errors[random(errors.length)]!.shape };
    const value = sampleValue(ref, this.#sampleOptions(random, random(2) === 0, "output"));
    const response = writeError(
      new ServiceSide(this.#model, this.#dynamic.plan.protocol, random),
      ref,
      value,
    );
    this.#counts.errors++;
    const asked = this.#ask("parse_error", name, response);
    const ours = await attempt(() => this.#ours.parseError(this.#dynamic.operations[name]!, response));
    const report = this.#report(name, "error", readable(response));
    this.#settle(ours, await asked, report, (mine, answer) => {
      const { code, message, members } = fromOracle(answer!) as Record<string, any>;
      compareValues("code", mine.code, code, report);
      // Without a message botocore has an empty one.
      compareValues("message", mine.serviceMessage || undefined, message || undefined, report);
      // The message is a field of every error and not among the members of its table.
      if (members !== null) delete members.message;
      if (members !== null) compareValues("members", mine.members ?? {}, members, report);
      else if (mine.type) compareValues("members", mine.members, undefined, report);
    });
  }

  #ask(what: string, operation: string, { status, headers, body }: WrittenResponse): Promise<OracleAnswer> {
    const response = { status, headers, body: Buffer.from(body).toString("base64") };
    return this.#oracle.ask({ do: what, operation, response });
  }

  #sampleOptions(
    random: Random,
    full: boolean,
    direction: "input" | "output",
    greedyLabels: readonly string[] = [],
  ): Parameters<typeof sampleValue>[1] {
    const xml = /^(rest-xml|query|ec2)$/.test(this.#dynamic.plan.protocol);
    return { model: this.#model, random, full, xml, direction, greedyLabels };
  }

  /** The member of a structure that streams events. */
  #streamIn(ref: ShapeRefJson | undefined): string | undefined {
    const { shapes } = this.#model.service;
    const members = ref ? Object.entries(shapes[ref.shape]!.members ?? {}) : [];
    return members.find(([, member]) => member.eventstream ?? shapes[member.shape]!.eventstream)?.[0];
  }

  /** The events that a structure streams. */
  #eventsOf(ref: ShapeRefJson | undefined): [name: string, ref: ShapeRefJson][] {
    const { shapes } = this.#model.service;
    const stream = this.#streamIn(ref);
    return stream ? Object.entries(shapes[shapes[ref!.shape]!.members![stream]!.shape]!.members ?? {}) : [];
  }

  /** Two of each event, and at the end one of the errors that the stream may end with. */
  #sampleEvents(output: ShapeRefJson | undefined, random: Random): SampleEvent[] {
    const { shapes } = this.#model.service;
    const members = this.#eventsOf(output);
    const failures = members.filter(([, ref]) => shapes[ref.shape]!.exception);
    const events = members.filter((member) => !failures.includes(member));
    const failure = failures.length > 0 ? [failures[random(failures.length)]!] : [];
    return [...events, ...events, ...failure].map(([name, ref]) => [
      name,
      sampleValue({ shape: ref.shape }, this.#sampleOptions(random, random(2) === 0, "output")),
    ]);
  }

  #random(operation: string, kind: Kind, index: number): Random {
    return randomFrom(seedOf(this.#sampling.seed, this.#model.name, operation, kind, index));
  }

  /** Compares two outcomes: both sides may fail, but not one alone. */
  #settle<T>(
    ours: Outcome<T>,
    botocore: OracleAnswer,
    report: Report,
    compare: (ours: T, answer: OracleAnswer["answer"]) => void,
  ): void {
    if (ours.error === undefined && botocore.error === undefined)
      return compare(ours.value!, botocore.answer);
    if (ours.error !== undefined && botocore.error !== undefined) {
      this.#counts.refusedByBoth++;
      return;
    }
    const side = ours.error === undefined ? "botocore" : "Inia";
    const said = (ours.error ?? botocore.error)!.split("\n")[0]!.slice(0, 90);
    report({
      part: "throws",
      what: `${side} throws ${said}`,
      path: "",
      ours: ours.error,
      botocore: botocore.error,
    });
  }

  #report(operation: string, kind: Kind, given: unknown): Report {
    const occasion = {
      service: this.#model.name,
      protocol: this.#dynamic.plan.protocol,
      operation,
      kind,
      given,
    };
    return (finding) => this.#differences.add(finding, occasion);
  }
}

/** The stream of an input whose head alone is compared. */
async function* noEvents(): AsyncGenerator<never> {}

interface Outcome<T> {
  readonly value?: T;
  readonly error?: string;
}

async function attempt<T>(run: () => T | Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await run() };
  } catch (error) {
    return { error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}

function readable({ status, headers, body }: WrittenResponse): unknown {
  return { status, headers, body: new TextDecoder().decode(body) };
}
