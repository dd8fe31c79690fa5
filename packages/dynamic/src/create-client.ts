import type { ClientConfig } from "@inia/core";
import { createService } from "./create-service.ts";
import { createDynamicClient, type DynamicClient } from "./dynamic-client.ts";
import { modelSources } from "./model-sources.ts";

/** Configuration of a dynamic client: that of any client, and where its description is. */
export interface DynamicConfig extends ClientConfig {
  /**
   * Folder, wheel or single file with descriptions, or several of them in the order in which they are searched. Default:
   * the folders of `AWS_DATA_PATH`, then `~/.aws/models`.
   */
  readonly models?: string | readonly string[];
  /** Version to take in place of the latest, such as `2012-11-05`. */
  readonly apiVersion?: string;
}

/**
 * Makes a client of a service from its description, with no generated code: `await createClient("sqs", { models })`.
 *
 * It has a method for each operation (`listQueues`), and makes the same requests as the generated client. Types are those
 * of JavaScript: inputs are checked when they are sent.
 *
 * @throws ModelError when there is no such service (it names the nearest ones) or its description is wrong.
 */
export async function createClient(name: string, config: DynamicConfig = {}): Promise<DynamicClient> {
  const { models, apiVersion, ...clientConfig } = config;
  return createDynamicClient(createService(modelSources(models), name, apiVersion), clientConfig);
}
