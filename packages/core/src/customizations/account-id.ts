import type { Credentials } from "../identity/identity.ts";
import type { Customization } from "../pipeline/service.ts";
import type { EndpointParameters } from "../shape/operation.ts";

/** Endpoints that may contain the account: its id comes from the credentials, so they are fetched before the endpoint is known. */
export const accountIdEndpoint: Customization = {
  endpointParameters({ client }) {
    const { settings } = client;
    const mode = settings.anonymous ? "disabled" : settings.accountIdEndpointMode;
    const of = (credentials?: Credentials): EndpointParameters => ({
      AccountId: credentials?.accountId,
      AccountIdEndpointMode: mode,
    });
    const wanted = mode !== "disabled" && settings.endpoint === undefined;
    const credentials = wanted ? client.credentials() : undefined;
    return credentials instanceof Promise ? credentials.then(of) : of(credentials);
  },
};
