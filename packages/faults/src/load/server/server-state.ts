/** How the server answers. */
export type ServerMode =
  | { readonly kind: "healthy" }
  /** A share of the responses is faulty, split evenly over the five faults. */
  | { readonly kind: "faulty"; readonly share: number; readonly seed: number }
  | { readonly kind: "outage" }
  /** Throttles what comes beyond so many requests in a second. */
  | { readonly kind: "limited"; readonly perSecond: number }
  /** Checks every signature; credentials are refused when they are older than this. */
  | { readonly kind: "verifying"; readonly lifetimeMs: number };

/** What the server has seen since it was last asked to forget. */
export interface ServerCounts {
  requests: number;
  accepted: number;
  throttled: number;
  /** Responses with status 403. */
  forbidden: number;
  /** Requests whose access key, secret and token are not of one triple. */
  torn: number;
  /** Bodies that were cut off while the consumer was reading a stream. */
  cutStreams: number;
  /** Requests by the second since the counts began. */
  acceptedBySecond: number[];
  throttledBySecond: number[];
}

/** No requests yet. */
export function newCounts(): ServerCounts {
  return {
    requests: 0,
    accepted: 0,
    throttled: 0,
    forbidden: 0,
    torn: 0,
    cutStreams: 0,
    acceptedBySecond: [],
    throttledBySecond: [],
  };
}
