import { serviceOf, type DynamicService } from "@inia/dynamic";
import { loadService, type ProtocolName, type ServiceModel, type ShapeRefJson } from "@inia/service-model";
import { sampleValue } from "../differential/generate/sample-value.ts";
import { eventMember } from "../differential/write-response/event-stream.ts";
import { ServiceSide, type WrittenResponse } from "../differential/write-response/service-side.ts";
import { writeError } from "../differential/write-response/write-error.ts";
import { writeResponse, type SampleEvent } from "../differential/write-response/write-response.ts";
import type { Random } from "../endpoints/parameter-samples.ts";
import { pick } from "./hostile.ts";

/** A valid response, and who is to read it. */
export interface ValidResponse {
  readonly dynamic: DynamicService;
  readonly operation: string;
  readonly protocol: ProtocolName;
  readonly response: WrittenResponse;
  readonly events: boolean;
}

interface Loaded {
  readonly model: ServiceModel;
  readonly dynamic: DynamicService;
}

/** Makes valid responses of services, of each protocol as many. */
export class ResponseSource {
  readonly #services: Map<ProtocolName, Loaded[]> = new Map();

  /** Loads services by name from a folder of descriptions. */
  constructor(models: string, names: readonly string[]) {
    for (const name of names) {
      const model = loadService(models, name, { validate: false });
      const dynamic = serviceOf(model);
      const { protocol } = dynamic.plan;
      this.#services.set(protocol, [...(this.#services.get(protocol) ?? []), { model, dynamic }]);
    }
  }

  /** Protocols that there are services of. */
  get protocols(): ProtocolName[] {
    return [...this.#services.keys()];
  }

  #streams({ operations }: DynamicService, name: string): boolean {
    const operation = operations[name]!;
    return operation.events?.inOutput(operation) ?? false;
  }

  /** A response of a protocol: an output, with its events if it streams any, or an error. */
  draw(protocol: ProtocolName, random: Random): ValidResponse {
    const { model, dynamic } = pick(random, this.#services.get(protocol)!);
    // Streams of events are few: every eighth response is one, where the service has any.
    const all = Object.keys(model.service.operations);
    const streaming = random(8) > 0 ? [] : all.filter((name) => this.#streams(dynamic, name));
    const operation = pick(random, streaming.length > 0 ? streaming : all);
    const json = model.service.operations[operation]!;
    const side = new ServiceSide(model, protocol, random);
    const sample = (ref: ShapeRefJson): Record<string, unknown> =>
      sampleValue(ref, {
        model,
        random,
        full: random(3) > 0,
        xml: /xml|query|ec2/.test(protocol),
        direction: "output",
      });
    if (json.errors?.length && random(5) === 0) {
      const error = { shape: pick(random, json.errors).shape };
      const response = writeError(side, error, sample(error));
      return { dynamic, operation, protocol, response, events: false };
    }
    const stream = json.output && eventMember(side, json.output);
    const members = stream ? Object.entries(model.service.shapes[stream[1].shape]!.members ?? {}) : [];
    const events = members.map(([name, ref]): SampleEvent => [name, sample({ shape: ref.shape })]);
    const response = writeResponse(side, operation, json, json.output ? sample(json.output) : {}, events);
    return { dynamic, operation, protocol, response, events: stream !== undefined };
  }
}
