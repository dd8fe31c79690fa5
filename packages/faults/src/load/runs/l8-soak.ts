import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { failed, keepCalling, listFailures, mustBe } from "../callers.ts";
import type { LoadCredentials, LoadDriver } from "../load-driver.ts";
import { judged, type LoadContext, type LoadFigure, type LoadRun } from "../load-run.ts";
import { collectedHeap, mean, mib, theilSen, watchLoop } from "../measures.ts";
import { partsOf } from "../server/object-stream.ts";

/** Calls that begin in a second. */
const rate = 300;
/** Milliseconds between two samples of the process. */
const pause = 15_000;
const mebibyte = 1_048_576;

/** The state of the process at a moment. */
interface Sample {
  /** Minutes since the start. */
  readonly minute: number;
  readonly heap: number;
  readonly rss: number;
  readonly handles: number;
}

/** Everything at once, for long: does anything grow? */
export const l8: LoadRun = {
  id: "L8",
  title:
    "soak: 300 calls a second, concurrency 16, 2 % of the responses faulty, credentials rotate every second",
  async run(context) {
    const { create, endpoint, control, minutes, say } = context;
    const driver = create({ endpoint, credentials: rotate });
    const { sha256 } = await control.facts(mebibyte);
    const call = callsOf(driver, Buffer.concat([...partsOf(mebibyte)]), sha256);
    for (let n = 0; n < 100; n++) await call(n); // warm
    await control.mode({ kind: "faulty", share: 0.02, seed: 8 });
    const samples: Sample[] = [];
    const loop = watchLoop();
    const start = performance.now();
    const sampler = setInterval(() => {
      samples.push(sample(start));
      say(`${samples.at(-1)!.minute.toFixed(1)} of ${minutes} min, heap ${mib(samples.at(-1)!.heap)}`);
    }, pause);
    const calls = Math.floor(rate * minutes * 60);
    let next = 0;
    const begin = (): number | undefined => (next < calls ? next++ : undefined);
    const tally = await keepCalling(16, begin, async (n) => {
      const ahead = start + (n * 1_000) / rate - performance.now();
      if (ahead > 0) await sleep(ahead);
      await call(n);
    });
    clearInterval(sampler);
    loop.stop();
    const { cutStreams } = await control.counts();
    driver.destroy();
    return [
      judged("accounted for", `${tally.settled} of ${calls}`, "all", tally.settled === calls),
      judged("wrong or foreign answers", tally.wrong, "0", tally.wrong === 0),
      ...failures(failed(tally), listFailures(tally), tally.untyped, cutStreams, calls),
      ...growth(samples, minutes),
      judged("loop delay p99", `${loop.p99().toFixed(1)} ms`, "< 15 ms", loop.p99() < 15),
      judged("loop delay at most", `${loop.max().toFixed(1)} ms`, "< 100 ms", loop.max() < 100),
      ...(await pace(start, calls, context)),
    ];
  },
};

/** The n-th call of the mix: of twenty, eight JSON, four lists in XML, four CBOR, one up, two down, one stream of events. */
function callsOf(driver: LoadDriver, object: Buffer, sha256: string): (n: number) => Promise<void> {
  return async (n) => {
    const id = `id-${n}`;
    const kind = (n * 7) % 20;
    if (kind < 8) return mustBe(id, await driver.getItem(id));
    if (kind < 12) {
      const list = await driver.listObjects(id);
      return mustBe(`${id} 1000`, `${list.id} ${list.keys}`);
    }
    if (kind < 16) return mustBe(id, await driver.getMetricData(id));
    if (kind === 16) return mustBe(sha256, await driver.putObject(id, object, object.length));
    if (kind === 17) return mustBe(100, await driver.select(id));
    const { id: answered, body } = await driver.getObject(id, mebibyte);
    mustBe(id, answered);
    const hash = createHash("sha256");
    for await (const chunk of body) hash.update(chunk);
    mustBe(sha256, hash.digest("hex"));
  };
}

/** The window in which credentials are renewed begins five minutes before they end: here, after a second. */
async function rotate(): Promise<LoadCredentials> {
  const now = Date.now();
  return {
    accessKeyId: `AKID${now}`,
    secretAccessKey: `secret-${now}`,
    sessionToken: `token-${now}`,
    expiration: new Date(now + 301_000),
  };
}

/** A stream that is cut after its head fails for good; anything else fails when three attempts in a row are faulty. */
function failures(
  count: number,
  list: string,
  untyped: number,
  cutStreams: number,
  calls: number,
): LoadFigure[] {
  const expected = cutStreams + calls * 0.02 ** 3;
  const met = Math.abs(count - expected) <= 10 + calls * 2e-5;
  return [
    judged(
      "failures in the end",
      `${count} (${list})`,
      `${expected.toFixed(0)}: ${cutStreams} cut streams, and thrice unlucky`,
      met,
    ),
    judged("untyped failures", untyped, "0", untyped === 0),
  ];
}

function sample(start: number): Sample {
  const heap = collectedHeap();
  return {
    minute: (performance.now() - start) / 60_000,
    heap,
    rss: process.memoryUsage.rss(),
    handles: process.getActiveResourcesInfo().length,
  };
}

/** What changed between the second sixth of the run and the last; the first sixth is for warming up. */
function growth(samples: readonly Sample[], minutes: number): LoadFigure[] {
  const early = samples.filter(({ minute }) => minute > minutes / 6 && minute <= minutes / 3);
  const late = samples.filter(({ minute }) => minute > (minutes * 5) / 6);
  const settled = samples.filter(({ minute }) => minute > minutes / 6);
  const slope = theilSen(settled.map(({ minute, heap }) => [minute, heap / 1_024]));
  const rss = mean(late.map((one) => one.rss)) - mean(early.map((one) => one.rss));
  const handles = mean(late.map((one) => one.handles)) - mean(early.map((one) => one.handles));
  return [
    judged("heap slope", `${slope.toFixed(1)} KiB/min`, "< 20 KiB/min", slope < 20),
    judged("memory, last sixth over second", mib(rss), "< 8 MiB", rss < 8 * mebibyte),
    judged(
      "handles, last sixth over second",
      handles.toFixed(1),
      "constant (± 8 of up to 16 sockets)",
      Math.abs(handles) <= 8,
    ),
  ];
}

async function pace(start: number, calls: number, { minutes }: LoadContext): Promise<LoadFigure[]> {
  const seconds = (performance.now() - start) / 1_000;
  return [{ name: "calls a second", value: `${(calls / seconds).toFixed(0)} over ${minutes} min` }];
}
