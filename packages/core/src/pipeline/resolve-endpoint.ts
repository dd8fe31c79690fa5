import { checkEndpointUrl } from "../endpoint/check-host.ts";
import { prefixHost } from "../endpoint/prefix-host.ts";
import type { AuthScheme, Endpoint } from "../endpoint/endpoint.ts";
import { missingRegion } from "../config/settings.ts";
import { ConfigError } from "../errors/errors.ts";
import type { EndpointParameters } from "../shape/operation.ts";
import type { Call } from "./call.ts";

/**
 * Resolves where the request goes and how it may be signed; adds the endpoint's headers. A promise only where a parameter has
 * to be fetched.
 */
export function resolveEndpoint(call: Call): Promise<void> | undefined {
  const { customizations = [] } = call.client.service;
  const found = customizations.map((customization) => customization.endpointParameters?.(call));
  if (found.some((parameters) => parameters instanceof Promise))
    return Promise.all(found).then((fetched) => settle(call, fetched));
  settle(call, found as (EndpointParameters | undefined)[]);
  return undefined;
}

function settle(call: Call, found: readonly (EndpointParameters | undefined)[]): void {
  const { client, operation, draft } = call;
  const { service, settings } = client;
  const { endpoint: custom } = settings;
  const parameters: Record<string, EndpointParameters[string]> = {
    Region: settings.region,
    UseFIPS: custom === undefined && settings.useFipsEndpoint,
    UseDualStack: custom === undefined && settings.useDualstackEndpoint,
    Endpoint: custom,
    // Of STS; S3, the other service with this parameter, sets it itself.
    UseGlobalEndpoint: settings.stsRegionalEndpoints === "legacy",
  };
  // No spreads: V8 takes over a microsecond for each key that is added to an object made by one.
  Object.assign(parameters, settings.clientContextParams, ...found);
  // Values of the operation win over those of the client, where they are set.
  const asked = operation.endpointParameters?.(call.input);
  for (const name in asked) if (asked[name] != null) parameters[name] = asked[name];
  let { resolved } = client;
  // A client calls the same endpoint again and again; to compare parameters costs less than to write a key of them.
  if (!resolved || !isSubset(parameters, resolved.parameters) || !isSubset(resolved.parameters, parameters)) {
    if (parameters["Region"] === undefined && custom === undefined) throw missingRegion(settings);
    const endpoint = service.endpoint(parameters);
    checkEndpointUrl(endpoint.url);
    resolved = client.resolved = { parameters, endpoint };
  }
  const { endpoint } = resolved;
  call.endpoint = endpoint;
  call.authScheme = chooseAuthScheme(call, endpoint);
  for (const name in endpoint.headers) draft.headers[name.toLowerCase()] = endpoint.headers[name]!.join(",");
  call.url = urlOf(call, endpoint);
}

function isSubset(some: EndpointParameters, all: EndpointParameters): boolean {
  for (const name in some) if (some[name] !== all[name]) return false;
  return true;
}

function urlOf(call: Call, endpoint: Endpoint): string {
  const { draft, operation, client } = call;
  let base = endpoint.url;
  if (operation.hostPrefix !== undefined && client.settings.injectHostPrefix) {
    base = prefixHost(base, operation.hostPrefix, call.input, operation.name);
  }
  // A REST operation at `/` goes to the endpoint's own path as it is: `/bucket`, not `/bucket/`.
  const bare = draft.path === "/" && operation.http !== undefined && base.indexOf("/", 8) !== -1;
  const url = bare ? base : (base.endsWith("/") ? base.slice(0, -1) : base) + draft.path;
  return draft.query === "" ? url : `${url}?${draft.query}`;
}

/** Schemes that need no signer. */
const unsigned: AuthScheme = { name: "none" };

/** Names of schemes in `authSchemePreference` that are not ours, as the cross-SDK reference guide has them. */
const preferenceNames: Readonly<Record<string, string>> = { httpBearerAuth: "bearer", noAuth: "none" };

function chooseAuthScheme(call: Call, endpoint: Endpoint): AuthScheme {
  const { service, settings } = call.client;
  const modelled = call.operation.auth ?? service.auth;
  if (settings.anonymous || modelled?.[0] === "none") return unsigned;
  const offered = endpoint.properties?.authSchemes;
  const names: readonly AuthScheme[] =
    (call.operation.auth === undefined ? offered : undefined) ??
    (modelled ?? ["sigv4"]).map((name) => ({ name }));
  const usable = names.filter(({ name }) => canSign(call, name));
  const preferred = settings.authSchemePreference
    ?.map((name) => usable.find((scheme) => scheme.name === (preferenceNames[name] ?? name)))
    .find((scheme) => scheme !== undefined);
  const chosen = preferred ?? usable[0];
  if (chosen === undefined) {
    throw new ConfigError({
      what: `no signer for ${names.map(({ name }) => name).join(", ")}`,
      service: service.id,
      operation: call.operation.name,
    });
  }
  return chosen;
}

function canSign(call: Call, scheme: string): boolean {
  return scheme === "sigv4" || scheme === "none" || call.client.service.signers?.[scheme] !== undefined;
}
