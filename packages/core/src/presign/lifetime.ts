import { ConfigError } from "../errors/errors.ts";
import type { Identity } from "../identity/identity.ts";

/** Seconds of a week: no signature is good for longer. */
const longest = 604_800;

/** Throws {@link ConfigError} for a lifetime that is not a whole number of seconds from 1 to a week. */
export function checkLifetime(expiresIn: number): void {
  if (Number.isInteger(expiresIn) && expiresIn >= 1 && expiresIn <= longest) return;
  throw new ConfigError({
    what: `expiresIn is ${expiresIn}; it must be a whole number of seconds from 1 to ${longest}`,
  });
}

/** When something signed now ends, by this machine's clock: its lifetime is over or its credentials are. */
export function expiryOf(clockOffset: number, expiresIn: number, identity?: Identity): Date {
  const signedAt = Math.floor((Date.now() + clockOffset) / 1000) * 1000 - clockOffset;
  const ends = signedAt + expiresIn * 1000;
  return new Date(Math.min(ends, identity?.expiration?.getTime() ?? Infinity));
}
