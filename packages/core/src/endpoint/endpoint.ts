import type { EndpointParameters } from "../shape/operation.ts";

/** One way to sign at an endpoint, as its ruleset gives it. */
export interface AuthScheme {
  /** `sigv4`, `sigv4a`, `sigv4-s3express`, … */
  readonly name: string;
  readonly signingName?: string;
  readonly signingRegion?: string;
  readonly signingRegionSet?: readonly string[];
  readonly disableDoubleEncoding?: boolean;
}

/** Where requests go: what a ruleset resolves to. */
export interface Endpoint {
  /** Scheme, host and, for some, the beginning of the path. */
  readonly url: string;
  /** Headers to add, each with its values. */
  readonly headers?: Readonly<Record<string, readonly string[]>>;
  /** `authSchemes` and whatever else the ruleset says. */
  readonly properties?: Readonly<Record<string, unknown>> & { readonly authSchemes?: readonly AuthScheme[] };
}

/** A service's endpoint ruleset as a function of the ruleset's own parameters. Throws {@link ConfigError} where the ruleset says so. */
export type EndpointResolver = (parameters: EndpointParameters) => Endpoint;
