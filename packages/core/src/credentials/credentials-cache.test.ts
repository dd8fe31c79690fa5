import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ConfigError, CredentialsError } from "../errors/errors.ts";
import type { Credentials } from "../identity/identity.ts";
import { createIdentityCache } from "./credentials-cache.ts";

const minute = 60_000;

interface Flight {
  done(lifetime?: number, key?: string): void;
  fail(error?: unknown): void;
}

/** A cache with a clock and a source that the test moves. */
function scene(random = 0.5) {
  const flights: Flight[] = [];
  const warnings: string[] = [];
  const clock = { now: 1_000_000 };
  const load = () =>
    new Promise<Credentials>((resolve, reject) => {
      const key = `key ${flights.length + 1}`;
      flights.push({
        done: (lifetime, accessKeyId = key) =>
          resolve({
            accessKeyId,
            secretAccessKey: `secret of ${accessKeyId}`,
            ...(lifetime === undefined ? undefined : { expiration: new Date(clock.now + lifetime) }),
          }),
        fail: (error = new Error("no")) => reject(error),
      });
    });
  const logger = { warn: (message: string) => void warnings.push(message) };
  const cache = createIdentityCache(load, { now: () => clock.now, random: () => random, logger });
  /** The key at once, `wait` while a promise is pending. */
  const look = (): string => {
    const found = cache.get();
    if (!(found instanceof Promise)) return found.accessKeyId;
    found.catch(() => undefined);
    return "wait";
  };
  /** Fills the cache. */
  const fill = async (lifetime?: number) => {
    const first = cache.get();
    flights.at(-1)!.done(lifetime);
    await first;
  };
  const settle = () => new Promise((done) => setImmediate(done));
  return { cache, flights, warnings, clock, look, fill, settle };
}

describe("createIdentityCache", () => {
  test("nothing is fetched before it is asked for, and then once", async () => {
    const { flights, cache, look } = scene();
    expect(flights).toHaveLength(0);
    const all = Array.from({ length: 100 }, () => cache.get());
    expect(flights).toHaveLength(1);
    flights[0]!.done();
    expect(new Set(await Promise.all(all)).size).toBe(1);
    expect(look()).toBe("key 1");
    expect(flights).toHaveLength(1);
  });

  test("without an end they stay for ever, and are at hand without a promise", async () => {
    const { clock, look, fill } = scene();
    await fill();
    clock.now += 1e12;
    expect(look()).toBe("key 1");
  });

  test.each<[lifetime: number, advisory: number]>([
    [15, 5],
    [20, 5],
    [21, 15],
    [60, 15],
    [89, 15],
    [90, 60],
    [360, 60],
    [720, 60],
  ])(
    "a lifetime of %d minutes: renewed without waiting %d minutes before the end",
    async (lifetime, advisory) => {
      const { clock, flights, look, fill, settle } = scene();
      await fill(lifetime * minute);
      const begin = clock.now;
      clock.now = begin + (lifetime - advisory) * minute - 1;
      expect(look()).toBe("key 1");
      expect(flights).toHaveLength(1);
      clock.now++;
      expect([look(), look(), look()]).toEqual(["key 1", "key 1", "key 1"]);
      expect(flights).toHaveLength(2);
      flights[1]!.done(lifetime * minute);
      await settle();
      expect(look()).toBe("key 2");
    },
  );

  test("in the last minute everybody waits for the same fetch", async () => {
    const { cache, clock, flights, fill } = scene();
    await fill(15 * minute);
    clock.now += 14 * minute;
    const waiting = [cache.get(), cache.get()];
    expect(waiting.every((found) => found instanceof Promise)).toBe(true);
    expect(flights).toHaveLength(2);
    flights[1]!.done(15 * minute);
    expect((await Promise.all(waiting)).map(({ accessKeyId }) => accessKeyId)).toEqual(["key 2", "key 2"]);
  });

  test.each([
    ["2 minutes left", 13],
    ["none left", 15],
    ["over for 10 minutes", 25],
  ])("a failure with %s: the old ones stay, and the source is left alone for 7.5 minutes", async (_, age) => {
    const { cache, clock, flights, warnings, look, fill, settle } = scene();
    await fill(15 * minute);
    clock.now += age * minute;
    const first = cache.get();
    flights[1]!.fail();
    expect((await first).accessKeyId).toBe("key 1");
    await settle();
    expect(warnings).toHaveLength(1);
    clock.now += 7.5 * minute - 1;
    expect([look(), look()]).toEqual(["key 1", "key 1"]);
    expect(flights).toHaveLength(2);
    clock.now += 1;
    look();
    expect(flights).toHaveLength(3);
    flights[2]!.done(15 * minute);
    await settle();
    expect(look()).toBe("key 3");
  });

  test.each([
    [0, 5],
    [0.999999, 10],
  ])("the pause after a failure with random %d", async (random, minutes) => {
    const { cache, clock, flights, look, fill, settle } = scene(random);
    await fill(15 * minute);
    clock.now += 12 * minute;
    void cache.get();
    flights[1]!.fail();
    await settle();
    clock.now += minutes * minute - 1_000;
    look();
    expect(flights).toHaveLength(2);
    clock.now += 2_000;
    look();
    expect(flights).toHaveLength(3);
  });

  test("a failure without old ones is thrown and not kept", async () => {
    const { cache, flights } = scene();
    const first = cache.get();
    flights[0]!.fail(new CredentialsError({ what: "x" }));
    await expect(first).rejects.toThrow("x");
    const second = cache.get();
    flights[1]!.done();
    expect((await second).accessKeyId).toBe("key 2");
  });

  test("a mistake in the configuration is remembered for 1 to 5 seconds", async () => {
    const { cache, clock, flights } = scene();
    const first = cache.get();
    flights[0]!.fail(new ConfigError({ what: "bad profile" }));
    await expect(first).rejects.toThrow("bad profile");
    clock.now += 2_999;
    await expect(cache.get()).rejects.toThrow("bad profile");
    expect(flights).toHaveLength(1);
    clock.now += 1;
    const second = cache.get();
    flights[1]!.done();
    expect((await second).accessKeyId).toBe("key 2");
  });

  test.each([0, -1, NaN])("new credentials with %d ms left are a failure", async (left) => {
    const { cache, flights } = scene();
    const first = cache.get();
    flights[0]!.done(left);
    await expect(first).rejects.toThrow("expired");
  });

  test("a source that throws before it returns a promise", async () => {
    const cache = createIdentityCache(() => {
      throw new Error("at once");
    });
    await expect(cache.get()).rejects.toThrow("at once");
  });

  test("tokens", async () => {
    const cache = createIdentityCache(async () => ({ token: "t" }));
    expect(await cache.get()).toEqual({ token: "t" });
    expect(cache.get()).toEqual({ token: "t" });
  });
});

describe("replace", () => {
  const rejected = (key: string): Credentials => ({ accessKeyId: key, secretAccessKey: "s" });

  test.each<[name: string, rejectedKey: string, act: (flight: Flight | undefined) => void, expected: string | undefined, fetches: number]>([
    ["another key", "key 1", (flight) => flight!.done(minute * 30), "key 2", 2],
    ["the same key", "key 1", (flight) => flight!.done(minute * 30, "key 1"), undefined, 2],
    ["a failure", "key 1", (flight) => flight!.fail(), undefined, 2],
    ["already replaced", "key 0", () => undefined, "key 1", 1],
  ])("%s", async (_, key, act, expected, fetches) => {
    const { cache, flights, fill } = scene();
    await fill(30 * minute);
    const replacing = cache.replace(rejected(key));
    act(flights[1]);
    expect((await replacing)?.accessKeyId).toBe(expected);
    expect(flights).toHaveLength(fetches);
  }); // prettier-ignore

  test("many rejections, one fetch; a source with nothing else is left alone for a minute", async () => {
    const { cache, clock, flights, fill } = scene();
    await fill(30 * minute);
    const all = [cache.replace(rejected("key 1")), cache.replace(rejected("key 1"))];
    flights[1]!.done(30 * minute, "key 1");
    expect(await Promise.all(all)).toEqual([undefined, undefined]);
    expect(await cache.replace(rejected("key 1"))).toBeUndefined();
    expect(flights).toHaveLength(2);
    clock.now += minute;
    const later = cache.replace(rejected("key 1"));
    flights[2]!.done(30 * minute);
    expect((await later)?.accessKeyId).toBe("key 3");
  });
});

test("whatever happens in whatever order: one flight, whole triples, never older than asked for", async () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant("wait" as const), ms: fc.integer({ min: 0, max: 30 * minute }) }),
    fc.record({ kind: fc.constant("get" as const) }),
    fc.record({ kind: fc.constant("done" as const), lifetime: fc.integer({ min: 1, max: 100 * minute }) }),
    fc.record({ kind: fc.constant("fail" as const) }),
    fc.record({ kind: fc.constant("replace" as const) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const { cache, clock, flights, settle } = scene();
      let open = 0;
      let settled = 0;
      const seen: Credentials[] = [];
      const replaced: [string, string][] = [];
      const pending: Promise<unknown>[] = [];
      for (const step of steps) {
        if (step.kind === "wait") clock.now += step.ms;
        else if (step.kind === "get") {
          const found = cache.get();
          pending.push(Promise.resolve(found).then((c) => seen.push(c), () => undefined)); // prettier-ignore
        } else if (step.kind === "replace") {
          const last = seen.at(-1);
          if (last) {
            pending.push(
              cache.replace(last).then(
                (c) => {
                  if (c) replaced.push([last.accessKeyId, c.accessKeyId]);
                },
                () => undefined,
              ),
            );
          }
        } else if (settled < flights.length) {
          if (step.kind === "done") flights[settled++]!.done(step.lifetime);
          else flights[settled++]!.fail();
          await settle();
        }
        open = flights.length - settled;
        expect(open).toBeLessThanOrEqual(1);
      }
      while (settled < flights.length) {
        flights[settled++]!.fail();
        await settle();
      }
      await Promise.all(pending);
      for (const { accessKeyId, secretAccessKey } of seen)
        expect(secretAccessKey).toBe(`secret of ${accessKeyId}`);
      for (const [before, after] of replaced) expect(after).not.toBe(before);
      const order = seen.map(({ accessKeyId }) => Number(accessKeyId.slice(4)));
      expect(order).toEqual([...order].sort((a, b) => a - b));
    }),
    { numRuns: 500 },
  );
});
