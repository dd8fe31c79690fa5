import type { Identity } from "../identity/identity.ts";
import { onAbort } from "../http/on-abort.ts";
import { CredentialsError } from "../errors/errors.ts";
import type { Call } from "./call.ts";
import { abortError } from "./sleep.ts";
import { outOfTime } from "./transmit.ts";

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

function bounded<T>(call: Call, wait: Promise<T>): Promise<T> {
  const { signal } = call.options;
  const { deadline } = call;
  if (signal === undefined && deadline === Infinity) return wait;
  return new Promise<T>((resolve, reject) => {
    const late = (): void => reject(outOfTime(call));
    const timer = deadline === Infinity ? undefined : setTimeout(late, deadline - Date.now());
    const leave = signal && onAbort(signal, () => reject(abortError(signal)));
    wait.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      leave?.();
    });
  });
}
