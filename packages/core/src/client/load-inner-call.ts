import type { ClientConfig } from "../config/client-config.ts";
import type { Environment } from "../config/environment.ts";
import type { InnerCall } from "../credentials/inner-call.ts";
import type { Transport } from "../http/messages.ts";
import type { Service } from "../pipeline/service.ts";
import type { AnyOperation } from "../shape/operation.ts";

/** Opens a client for one call, and makes it. */
export type SingleCall = (
  service: Service,
  config: ClientConfig,
  operation: AnyOperation,
  input: Record<string, unknown>,
) => Promise<Record<string, unknown>>;

/** What an inner call shares with the client that makes it. */
export interface SharedSurroundings {
  readonly transport: Transport;
  readonly environment: Environment;
  readonly profile: string | undefined;
}

/**
 * Lets credential providers call the services that hand out credentials. What these services are is loaded when a role,
 * SSO or a login is reached.
 *
 * @param call Given, not imported: what a bundler finds behind an `import()` it may wrap, and this is the whole pipeline.
 */
export function innerCallOver(call: SingleCall, surroundings: SharedSurroundings): InnerCall {
  return async (...inner) => (await import("./inner-call.ts")).innerCallOver(call, surroundings)(...inner);
}
