import { Client, describeConfig, type AnyOperation, type ClientConfig } from "@inia/core";
import { createService, type DynamicService } from "@inia/dynamic";
import { createEnvironment } from "../../../core/src/config/environment-node.ts";
import { fakeNetwork } from "./fake-network.ts";
import { credentialAnswers } from "./random-credentials.ts";
import type { RandomEnvironment } from "./random-environment.ts";

/** What one side makes of an environment; each part may have failed by itself. */
export interface ConfigAnswer {
  /** By the names of client options. */
  readonly settings: Readonly<Record<string, unknown>> | Failure;
  /** Where a call goes. */
  readonly url: string | Failure;
  /** The access key, which says where it is from; null when there are no credentials. */
  readonly credentials: string | null | Failure;
}

/** What went wrong, in the words of that side. */
export interface Failure {
  readonly error: string;
}

const operations: Readonly<Record<string, readonly [name: string, input: object]>> = {
  s3: ["HeadBucket", { Bucket: "bucket" }],
  sqs: ["ListQueues", {}],
  sts: ["GetCallerIdentity", {}],
  dynamodb: ["ListTables", {}],
};
const keys = { accessKeyId: "CODE", secretAccessKey: "secret", accountId: "123456789012" };

/** Inia's half of the comparison. */
export class OurConfig {
  readonly #data: string;
  readonly #services = new Map<string, DynamicService>();

  constructor(data: string) {
    this.#data = data;
  }

  async answer({ service, variables, code, instance }: RandomEnvironment): Promise<ConfigAnswer> {
    let url: string | undefined;
    const made = this.#service(service);
    const [name, input] = operations[service]!;
    const config: ClientConfig = {
      ...code,
      environment: createEnvironment(variables),
      transport: fakeNetwork(credentialAnswers, instance, (sent) => (url = sent)),
    };
    const client = new Client(made.service, { ...config, credentials: keys });
    const settings = await attempt(async () => settingsOf(client));
    const operation = made.operations[name] as AnyOperation;
    const called = await attempt(async () => client.send(operation, input as never));
    return {
      settings,
      url: url ?? (called as Failure),
      credentials: await attempt(() => accessKeyOf(new Client(made.service, onlyCredentials(config)))),
    };
  }

  #service(name: string): DynamicService {
    const known = this.#services.get(name) ?? createService([this.#data], name);
    this.#services.set(name, known);
    return known;
  }
}

/** Where credentials come from does not depend on the other settings; whether a client can be opened does. */
function onlyCredentials({ environment, transport, profile }: ClientConfig): ClientConfig {
  return {
    environment: environment!,
    transport: transport!,
    ...(profile !== undefined && { profile }),
    region: "us-east-1",
    ignoreConfiguredEndpointUrls: true,
  };
}

async function settingsOf(client: Client): Promise<Record<string, unknown>> {
  const described = await describeConfig(client);
  return Object.fromEntries(Object.entries(described).map(([name, { value }]) => [name, value]));
}

async function accessKeyOf(client: Client): Promise<string | null> {
  const { credentials } = await client.context();
  try {
    return (await credentials())!.accessKeyId;
  } catch (error) {
    if (/no credentials; looked at: environment/.test((error as Error).message)) return null;
    throw error;
  }
}

async function attempt<T>(run: () => Promise<T>): Promise<T | Failure> {
  try {
    return await run();
  } catch (error) {
    return { error: String(error) };
  }
}
