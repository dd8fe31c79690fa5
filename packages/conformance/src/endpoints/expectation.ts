import type { Resolver } from "./resolvers.ts";

/** A published endpoint case. */
export interface EndpointCase {
  documentation?: string;
  params?: Record<string, string | boolean | string[]>;
  expect: {
    error?: string;
    endpoint?: { url: string; headers?: Record<string, string[]>; properties?: Record<string, unknown> };
  };
}

/** An endpoint or an error in a form that can be compared. */
export type Outcome = { error: string } | { url: string; headers: unknown; properties: unknown };

/** What a case asks for. The vectors leave out `metricValues`, which says nothing about the request. */
export function expectedOutcome({ expect }: EndpointCase): Outcome {
  if (expect.endpoint === undefined) return { error: expect.error ?? "" };
  const { url, headers = {}, properties = {} } = expect.endpoint;
  return { url, headers, properties: withoutMetrics(properties) };
}

/** What a resolver does with the parameters of a case. */
export function actualOutcome(resolve: Resolver, params: EndpointCase["params"]): Outcome {
  try {
    const { url, headers = {}, properties = {} } = resolve(params ?? {});
    return { url, headers, properties: withoutMetrics(properties) };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

function withoutMetrics(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => name !== "metricValues"));
}
