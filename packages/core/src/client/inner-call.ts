import type { ClientConfig } from "../config/client-config.ts";
import type { InnerCall } from "../credentials/inner-call.ts";
import { innerService } from "../credentials/inner-operations.ts";
import type { SharedSurroundings, SingleCall } from "./load-inner-call.ts";

/** Bytes of an answer; those that come are a hundredth of it. */
const maxBodyBytes = 1_048_576;

/** Lets credential providers call STS, SSO and sign-in through the same pipeline as every call, over the client's own transport. */
export function innerCallOver(call: SingleCall, surroundings: SharedSurroundings): InnerCall {
  return (name, operation, input, { region, credentials, headers }) =>
    call(
      {
        ...innerService(name),
        customizations: [{ request: ({ draft, url }) => void Object.assign(draft.headers, headers?.(url)) }],
      },
      { ...surroundings, region, credentials, maxBodyBytes, parameterValidation: false } as ClientConfig,
      { name: operation },
      input,
    );
}
