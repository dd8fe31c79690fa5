import { createEnvironment } from "#config";
import type { Logger } from "../config/client-config.ts";
import type { Environment } from "../config/environment.ts";
import type { Transport } from "../http/messages.ts";
import type { Credentials } from "../identity/identity.ts";
import type { InnerCall } from "./inner-call.ts";
import { misconfigured, noCredentials } from "./no-credentials.ts";

/** What a client lends to the provider of its credentials. */
export interface CredentialsContext {
  readonly environment: Environment;
  /** Profile named in code; then environment variables with credentials do not count. */
  readonly profile?: string | undefined;
  /** Region of the client, for roles. */
  readonly region?: string | undefined;
  /** Reaches the metadata services. It must use no proxy for them. */
  readonly transport: Transport;
  /** Calls the services that hand out credentials. */
  readonly innerCall: InnerCall;
  /** Asks the user for the current code of an MFA device. */
  readonly mfaCode?: ((serial: string) => Promise<string>) | undefined;
  readonly logger?: Logger | undefined;
  /** The clock, in milliseconds; `Date.now` when absent. */
  readonly now?: (() => number) | undefined;
}

/**
 * A credential provider that knows how to use its client's environment, region, transport and calls. It fits wherever a
 * `CredentialProvider` does; without a context only the environment is there.
 */
export type Provider = (context?: CredentialsContext) => Promise<Credentials>;

/** Credentials, or why this source has none. */
export type Found = Credentials | string;

/** Makes a provider of a source: where the source does not apply, the provider throws {@link CredentialsError}. */
export function provider(
  name: string,
  load: (context: CredentialsContext) => Promise<Found> | Found,
): Provider {
  return async (context = outsideOfClient()) => {
    const found = await load(context);
    if (typeof found !== "string") return found;
    throw noCredentials(`${name}: ${found}`);
  };
}

function outsideOfClient(): CredentialsContext {
  const refuse = (): never => {
    throw misconfigured("this provider needs a client: pass it as the client's credentials");
  };
  return { environment: createEnvironment(), transport: { handle: refuse }, innerCall: refuse };
}
