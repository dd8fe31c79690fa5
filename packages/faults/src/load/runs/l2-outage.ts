import { keepCalling, mustBe, until, upTo } from "../callers.ts";
import { judged, type LoadRun } from "../load-run.ts";

/** A service that is down for a while must not be buried under retries, and must be found again when it is back. */
export const l2: LoadRun = {
  id: "L2",
  title: "30 s of nothing but 500s, then healthy",
  async run({ create, endpoint, control, scale }) {
    const driver = create({ endpoint });
    const call = async (n: number): Promise<void> => mustBe(`id-${n}`, await driver.getItem(`id-${n}`));
    await control.mode({ kind: "outage" });
    const outage = await keepCalling(64, until(performance.now() + 30_000 * scale), call);
    const during = (await control.counts()).requests - outage.settled;
    await control.mode({ kind: "healthy" });
    const recovered = performance.now();
    let first = Infinity;
    // 500 calls that need no retry fill the quota of 500 again.
    const healthy = await keepCalling(1, upTo(500), async (n) => {
      await call(n);
      first = Math.min(first, performance.now() - recovered);
    });
    await control.mode({ kind: "outage" });
    const second = await keepCalling(64, upTo(1_000), call);
    const again = (await control.counts()).requests - second.settled;
    driver.destroy();
    return [
      judged(
        "retries during the outage",
        `${during} for ${outage.settled} calls`,
        "35 a client",
        during === 35,
      ),
      judged("answers during the outage", outage.succeeded, "0", outage.succeeded === 0),
      judged("first success after recovery", `${first.toFixed(0)} ms`, "< 1,000 ms", first < 1_000),
      judged("calls that succeed after it", `${healthy.succeeded} of 500`, "all", healthy.succeeded === 500),
      judged("retries in a second outage after 500 successes", again, "35: the quota is full", again === 35),
    ];
  },
};
