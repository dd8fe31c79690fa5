/** Generates services of one source; the same in the main thread and in workers. */
import { loadOnlyService, loadService, openSource, type ModelSource } from "@inia/service-model";
import { generateService, type ServiceResult } from "./generate-service.ts";
import { hashDescription } from "./write/hash-description.ts";

/** What all services of a run have in common. Plain data: it goes to other threads. */
export interface Job {
  /** Folder, wheel or file of the descriptions. */
  readonly models: string;
  readonly patches: string;
  readonly check: boolean;
  /** Manifests say which generator made the package; golden files do not. */
  readonly stamp: boolean;
}

/** One service to generate. */
export interface Task {
  /** Name of the service; undefined for the only one of a file. */
  readonly name: string | undefined;
  /** Folder of the package. */
  readonly folder: string;
}

/** Generates services; the source is opened once. */
export class Generator {
  readonly #job: Job;
  #source: ModelSource | undefined;

  constructor(job: Job) {
    this.#job = job;
  }

  /** Never throws: what goes wrong is in the result. */
  run({ name, folder }: Task): ServiceResult {
    const { models, patches, check, stamp } = this.#job;
    try {
      this.#source ??= openSource(models);
      const model =
        name === undefined
          ? loadOnlyService(this.#source, { patches })
          : loadService(this.#source, name, { patches });
      return generateService(model, hashDescription(this.#source, model.name, patches), {
        folder,
        check,
        stamp,
      });
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      return { name: name ?? models, state: "failed", problems: problem.split("\n") };
    }
  }
}
