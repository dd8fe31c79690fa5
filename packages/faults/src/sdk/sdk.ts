import type { Fault } from "../outcome.ts";
import type { ConfigName, SdkName, ServiceName } from "../row.ts";

/** What a case may say about a client; the rest is as the configuration has it. */
export interface ClientOptions {
  /** URL of the server; a custom endpoint for the SDK. */
  readonly endpoint?: string;
  readonly region?: string;
  /** Keys, a provider, or `"default"` for the SDK's own chain. Default: fixed keys. */
  readonly credentials?: TestCredentials | (() => Promise<TestCredentials>) | "default";
  readonly maxAttempts?: number;
  /** Bytes of a buffered body at most, for SDKs that have a bound. */
  readonly maxBodyBytes?: number;
  /** Signs requests in place of the SDK's own. */
  readonly signer?: { sign(): Promise<never> };
  /** Speaks CBOR, where the SDK would choose another of the service's protocols. */
  readonly cbor?: boolean;
  /** URL of a proxy. SDKs that read no variables get an agent, as their guides say. */
  readonly proxy?: string;
  /** Collects what the SDK logs. */
  readonly log?: string[];
  /** Changes to the tuned or default limits, in milliseconds. */
  readonly limits?: Partial<Limits>;
}

/** Keys of a test. */
export interface TestCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** Bounds on waiting that both SDKs have, in milliseconds. */
export interface Limits {
  readonly connect: number;
  readonly headers: number;
  /** Silence within a body. */
  readonly body: number;
  /** Waiting for a connection of the pool. Inia alone has such a bound. */
  readonly acquire?: number;
}

/** A client of either SDK. Operations, inputs and outputs have the names of the service's model. */
export interface AnyClient {
  /** Calls an operation and returns its output without what SDKs add to it. */
  call(operation: string, input?: object, options?: { signal?: AbortSignal }): Promise<any>;
  destroy(): void;
  /** The SDK's own client. */
  readonly raw: any;
}

/** One of the SDKs, as the child process has it. */
export interface Sdk {
  readonly name: SdkName;
  readonly config: ConfigName;
  /** Makes a client, which is destroyed when the case has run, unless it did so. */
  client(service: ServiceName, options: ClientOptions): AnyClient;
  /** Gives up a streaming body as the SDK's users do. */
  discard(body: any): void;
  /** The SDK's exports for a service. */
  module(service: ServiceName): any;
  /** What a failure is. */
  classify(error: unknown): Fault;
}

/** The keys that clients have when a case says nothing. */
export const testKeys: TestCredentials = {
  accessKeyId: "AKIDEXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
};

/** The limits of configuration T. */
export const tunedLimits: Limits = { connect: 500, headers: 1_000, body: 1_000 };

/** Limits for cases that are about many calls at once, not about waiting: a busy machine must not cut them short. */
export const patientLimits: Limits = { connect: 10_000, headers: 10_000, body: 10_000 };

/** The attempts of configuration T. */
export const tunedAttempts = 3;

/** Reads a body of either SDK to its end. */
export async function readAll(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}
