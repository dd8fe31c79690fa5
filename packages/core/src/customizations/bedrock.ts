import type { Customization } from "../pipeline/service.ts";

/**
 * An API key in `AWS_BEARER_TOKEN_BEDROCK` wins over credentials, unless the code itself says how to sign. Source: the
 * cross-SDK reference guide, "Amazon Bedrock API keys".
 */
export const bedrock: Customization = {
  request(call) {
    const { settings, environment } = call.client;
    const inCode = settings.signer !== undefined || settings.sources["authSchemePreference"] === "code";
    const wanted = !inCode && call.authScheme.name !== "none";
    if (wanted && environment.env("AWS_BEARER_TOKEN_BEDROCK") !== undefined)
      call.authScheme = { name: "bearer" };
  },
};
