import type { Identity } from "../identity/identity.ts";
import { CredentialsError } from "../errors/errors.ts";
import { bounded } from "./bounded.ts";
import type { Call } from "./call.ts";

/**
 * Gets what the attempt is signed with; a promise only where it has to be fetched. The caller's abort and deadline end the
 * wait, not the fetch, which others share.
 */
export function resolveIdentity(call: Call): Promise<void> | undefined {
  const { client, authScheme } = call;
  if (authScheme.name === "none") return undefined;
  const own = client.service.signers?.[authScheme.name]?.identities;
  const identity: Identity | Promise<Identity> | undefined =
    own !== undefined
      ? own(call).get()
      : authScheme.name === "bearer"
        ? client.token()
        : client.credentials();
  if (identity instanceof Promise) return bounded(call, identity).then((got) => setIdentity(call, got));
  setIdentity(call, identity);
  return undefined;
}

function setIdentity(call: Call, identity: Identity | undefined): void {
  call.identity = identity;
  if (identity === undefined) {
    throw new CredentialsError({
      what: "no credentials",
      service: call.client.service.id,
      operation: call.operation.name,
    });
  }
}
