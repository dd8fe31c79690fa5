import type { SdkError } from "../errors/sdk-error.ts";
import type { OwnSettings } from "../config/setting.ts";
import type { IdentityCache } from "../credentials/credentials-cache.ts";
import type { EndpointResolver } from "../endpoint/endpoint.ts";
import type { HttpResponse } from "../http/messages.ts";
import type { Identity } from "../identity/identity.ts";
import type { Protocol } from "../protocols/protocol.ts";
import type { EndpointParameters } from "../shape/operation.ts";
import type { ServiceInfo } from "../shape/service-info.ts";
import type { Signer } from "../signing/signer.ts";
import type { Call } from "./call.ts";

/** A signer of one auth scheme. */
export interface SchemeSigner extends Signer {
  /**
   * Where its identities come from, when that is neither the client's credentials nor, for `bearer`, its token: sessions of
   * S3 Express.
   */
  readonly identities?: (call: Call) => IdentityCache<Identity>;
}

/** Everything a client knows about its service: the head of every generated package. */
export interface Service<Id extends string = string> extends ServiceInfo<Id> {
  readonly protocol: Protocol;
  readonly endpoint: EndpointResolver;
  /** Signers besides `sigv4`, by scheme. */
  readonly signers?: Readonly<Record<string, SchemeSigner>>;
  /** Where the service's retries differ: base delay in milliseconds, attempts. */
  readonly retry?: { readonly baseDelay?: number; readonly maxAttempts?: number };
  /** Paths are signed as sent, with the payload's hash in a header (S3's way of Signature Version 4). */
  readonly rawPath?: true;
  /** What this service does differently, by name, in the order it applies. */
  readonly customizations?: readonly Customization[];
}

/** A service's own step, a plain object of functions. Each is called at one place of the pipeline, see `send`. */
export interface Customization {
  /** When the client is opened: reads the settings that only this service has. */
  readonly settings?: OwnSettings;
  /** Before validation: may return another input. */
  readonly input?: (call: Call) => Record<string, unknown>;
  /** Endpoint parameters besides those of operation and client. */
  readonly endpointParameters?: (call: Call) => EndpointParameters | Promise<EndpointParameters>;
  /** After the protocol has built the request: other headers, another body. */
  readonly draft?: (call: Call) => void;
  /** After the request is built, has its endpoint and its body: compression, checksums, headers. */
  readonly request?: (call: Call) => void | Promise<void>;
  /** Before the response is parsed; may change or refuse it. */
  readonly response?: (call: Call, response: HttpResponse) => void;
  /** After the output is parsed. */
  readonly output?: (
    call: Call,
    output: Record<string, unknown>,
    response: HttpResponse,
  ) => Record<string, unknown>;
  /**
   * After an attempt failed: puts right what it failed by, such as its endpoint, and returns true to send again at once,
   * beside what the retry strategy allows. It is asked for every failure, but heard once in a call.
   */
  readonly repair?: (call: Call, error: SdkError) => boolean | Promise<boolean>;
}
