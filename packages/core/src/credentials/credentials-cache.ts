import type { Logger } from "../config/client-config.ts";
import { ConfigError, CredentialsError } from "../errors/errors.ts";
import type { Identity } from "../identity/identity.ts";

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
 * an old one the error is thrown and not kept, save for a {@link ConfigError}, for 1 to 5 seconds.
 */
export function createIdentityCache<T extends Identity>(
  load: () => Promise<T>,
  options: IdentityCacheOptions = {},
): IdentityCache<T> {
  return new RenewingCache(load, options);
}

class RenewingCache<T extends Identity> implements IdentityCache<T> {
  readonly #load: () => Promise<T>;
  readonly #logger: Logger | undefined;
  readonly #now: () => number;
  readonly #random: () => number;
  #value: T | undefined;
  // Times of the clock.
  #advisory = Infinity;
  #mandatory = Infinity;
  #pause = 0;
  #refusal: unknown;
  #flight: Promise<T> | undefined;

  constructor(
    load: () => Promise<T>,
    { logger, now = Date.now, random = Math.random }: IdentityCacheOptions,
  ) {
    this.#load = load;
    this.#logger = logger;
    this.#now = now;
    this.#random = random;
  }

  get(): T | Promise<T> {
    const now = this.#now();
    const value = this.#value;
    if (value === undefined) {
      if (this.#refusal !== undefined && now < this.#pause) return Promise.reject(this.#refusal);
      this.#refusal = undefined;
      return this.#fetch();
    }
    if (now < this.#advisory || now < this.#pause) return value;
    const renewed = this.#fetch(); // with a value at hand it never rejects
    return now < this.#mandatory ? value : renewed;
  }

  async replace(rejected: T): Promise<T | undefined> {
    const isRejected = (): boolean => this.#value === undefined || keyOf(this.#value) === keyOf(rejected);
    if (isRejected() && this.#now() >= this.#pause) {
      await this.#fetch();
      // The source has nothing else: a stream of rejections must not become a stream of fetches.
      if (isRejected()) this.#pause = Math.max(this.#pause, this.#now() + minute);
    }
    return isRejected() ? undefined : this.#value;
  }

  #fetch(): Promise<T> {
    return (this.#flight ??= this.#renew().finally(() => (this.#flight = undefined)));
  }

  async #renew(): Promise<T> {
    try {
      const fresh = await this.#load();
      const start = this.#now();
      const end = fresh.expiration?.getTime() ?? Infinity;
      if (!(end > start)) {
        throw new CredentialsError({
          what: "the source gave credentials that have expired",
          retryable: true,
        });
      }
      this.#advisory = end - advisoryWindow(end - start);
      this.#mandatory = end - minute;
      this.#pause = 0;
      return (this.#value = fresh);
    } catch (error) {
      return this.#without(error);
    }
  }

  /** What a failed fetch leaves: the old identity, or the error. */
  #without(error: unknown): T {
    if (this.#value === undefined) {
      if (error instanceof ConfigError) {
        this.#refusal = error;
        this.#pause = this.#now() + 1_000 + this.#random() * 4_000;
      }
      throw error;
    }
    this.#pause = this.#now() + (5 + this.#random() * 5) * minute;
    this.#logger?.warn?.("credentials could not be renewed; the old ones stay in use", { error });
    return this.#value;
  }
}
