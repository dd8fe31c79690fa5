import type { Customization } from "../pipeline/service.ts";

/** Endpoints that may contain the account: its id comes from the credentials, so they are fetched before the endpoint is known. */
export const accountIdEndpoint: Customization = {
  async endpointParameters({ client }) {
    const { settings } = client;
    const mode = settings.anonymous ? "disabled" : settings.accountIdEndpointMode;
    const wanted = mode !== "disabled" && settings.endpoint === undefined;
    const credentials = wanted ? await client.credentials() : undefined;
    return { AccountId: credentials?.accountId, AccountIdEndpointMode: mode };
  },
};
