import type { Logger } from "../config/client-config.ts";
import { ConfigError, type CredentialsError } from "../errors/errors.ts";
import type { Identity } from "../identity/identity.ts";
import { noCredentials } from "./no-credentials.ts";

/** What a cache can be told besides its source. */
export interface IdentityCacheOptions {
  readonly logger?: Logger | undefined;
  /** The clock, in milliseconds. */
  readonly now?: (() => number) | undefined;
  /** A number from 0 to 1. */
  readonly random?: (() => number) | undefined;
}

/** A cache around a source of credentials or tokens. */
export interface IdentityCache<T> {
  /** The current identity: at once where it is at hand, else a promise. */
  get(): T | Promise<T>;
  /**
   * Another identity than one that the service rejected as expired; undefined when there is no other, and the rejection
   * stands.
   */
  replace(rejected: T): Promise<T | undefined>;
}

const minute = 60_000;

/** How long before its end an identity is renewed without haste, for identities that live so long. */
function advisoryWindow(lifetime: number): number {
  return (lifetime <= 20 * minute ? 5 : lifetime < 90 * minute ? 15 : 60) * minute;
}

function keyOf(identity: Identity): string {
  return "token" in identity ? identity.token : identity.accessKeyId;
}

/**
 * Keeps what a source gives until it is about to expire. One fetch at a time, whoever waits for it. 5, 15 or 60 minutes
 * before the end (for lifetimes up to 20 minutes, under 90 minutes, longer) the next caller starts a fetch and nobody
 * waits; in the last minute everybody does.
 *
 * A fetch that fails leaves the old identity in use, even past its end, and the source alone for 5 to 10 minutes. Without
 * an old one the error is thrown and not kept, save for what only the user can put right (a {@link ConfigError}, a login
 * that is needed), for 1 to 5 seconds.
 */
export function createIdentityCache<T extends Identity>(
  load: () => Promise<T>,
  options: IdentityCacheOptions = {},
): IdentityCache<T> {
  const { logger, now = Date.now, random = Math.random } = options;
  let value: T | undefined;
  // Times of the clock.
  let advisory = Infinity;
  let mandatory = Infinity;
  let pause = 0;
  let refusal: unknown;
  let flight: Promise<T> | undefined;

  const renew = async (): Promise<T> => {
    try {
      const fresh = await load();
      const start = now();
      const end = fresh.expiration?.getTime() ?? Infinity;
      if (!(end > start))
        throw noCredentials("the source gave credentials that have expired", undefined, true);
      advisory = end - advisoryWindow(end - start);
      mandatory = end - minute;
      pause = 0;
      return (value = fresh);
    } catch (error) {
      if (value === undefined) {
        if (error instanceof ConfigError || (error as CredentialsError | undefined)?.loginNeeded) {
          refusal = error;
          pause = now() + 1_000 + random() * 4_000;
        }
        throw error;
      }
      pause = now() + (5 + random() * 5) * minute;
      logger?.warn?.("credentials could not be renewed; the old ones stay in use", { error });
      return value;
    }
  };
  const fetch = (): Promise<T> => (flight ??= renew().finally(() => (flight = undefined)));

  return {
    get() {
      const time = now();
      if (value === undefined) {
        if (refusal !== undefined && time < pause) return Promise.reject(refusal);
        refusal = undefined;
        return fetch();
      }
      if (time < advisory || time < pause) return value;
      const old = value;
      const renewed = fetch(); // with a value at hand it never rejects
      return time < mandatory ? old : renewed;
    },

    async replace(rejected) {
      const isRejected = (): boolean => value === undefined || keyOf(value) === keyOf(rejected);
      if (isRejected() && now() >= pause) {
        await fetch();
        // The source has nothing else: a stream of rejections must not become a stream of fetches.
        if (isRejected()) pause = Math.max(pause, now() + minute);
      }
      return isRejected() ? undefined : value;
    },
  };
}
