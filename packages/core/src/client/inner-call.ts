import type { ClientConfig } from "../config/client-config.ts";
import type { InnerCall } from "../credentials/inner-call.ts";
import { innerService } from "../credentials/inner-operations.ts";
import { standardEndpoint } from "../endpoint/standard-endpoint.ts";
import type { Environment } from "../config/environment.ts";
import type { Transport } from "../http/messages.ts";
import { send } from "../pipeline/send.ts";
import type { Service } from "../pipeline/service.ts";
import { awsQuery } from "../protocols/aws-query/aws-query.ts";
import { restJson } from "../protocols/rest-json/rest-json.ts";
import { openContext } from "./open-context.ts";

/** Lets credential providers call STS, SSO and sign-in through the same pipeline as every call, over the client's own transport. */
export function innerCallOver(
  transport: Transport,
  environment: Environment,
  profile: string | undefined,
): InnerCall {
  return async (name, operation, input, { region, credentials, headers }) => {
    const info = innerService(name);
    const usual = standardEndpoint(info.endpointPrefix);
    const service: Service = {
      ...info,
      protocol: info.protocol === "query" ? awsQuery : restJson,
      endpoint(parameters) {
        const url = parameters["Endpoint"] === undefined ? info.endpoint?.(region) : undefined;
        return url === undefined ? usual(parameters) : { url };
      },
      customizations: [
        {
          request(call) {
            Object.assign(call.draft.headers, headers?.(call.url));
          },
        },
      ],
    };
    const config: ClientConfig = { region, credentials, transport, environment };
    if (profile !== undefined) config.profile = profile;
    const context = await openContext(service, config);
    return (await send(context, info.operations[operation]!, input, {})) as Record<string, unknown>;
  };
}
