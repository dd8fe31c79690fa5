import type { Identity } from "../identity/identity.ts";
import { CredentialsError } from "../errors/errors.ts";
import { bounded } from "./bounded.ts";
import type { Call } from "./call.ts";

/** Gets what the attempt is signed with. The caller's abort and deadline end the wait, not the fetch, which others share. */
export async function resolveIdentity(call: Call): Promise<void> {
  const { client, authScheme } = call;
  if (authScheme.name === "none") return;
  const own = client.service.signers?.[authScheme.name]?.identities;
  const identity: Identity | Promise<Identity> | undefined =
    own !== undefined
      ? own(call).get()
      : authScheme.name === "bearer"
        ? client.token()
        : client.credentials();
  call.identity = identity instanceof Promise ? await bounded(call, identity) : identity;
  if (call.identity === undefined) {
    throw new CredentialsError({
      what: "no credentials",
      service: client.service.id,
      operation: call.operation.name,
    });
  }
}
