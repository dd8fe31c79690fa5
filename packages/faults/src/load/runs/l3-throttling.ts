import { keepCalling, mustBe, until } from "../callers.ts";
import { judged, type LoadRun } from "../load-run.ts";
import { mean } from "../measures.ts";

/** A service that admits 50 requests a second and throttles the rest; the client is to find the rate. */
export const l3: LoadRun = {
  id: "L3",
  title: "adaptive mode against 50 requests a second, 64 callers, 60 s",
  async run({ create, endpoint, control, scale }) {
    const driver = create({ endpoint, adaptive: true });
    const seconds = 60 * scale;
    const done = Array.from({ length: 64 }, () => 0);
    await control.mode({ kind: "limited", perSecond: 50 });
    await keepCalling(64, until(performance.now() + seconds * 1_000), async (n, caller) => {
      mustBe(`id-${n}`, await driver.getItem(`id-${n}`));
      done[caller] = done[caller]! + 1;
    });
    const { acceptedBySecond, throttledBySecond } = await control.counts();
    driver.destroy();
    const last = (bySecond: readonly number[]): number =>
      Array.from({ length: seconds / 2 }, (_, i) => bySecond[Math.floor(seconds / 2) + i] ?? 0).reduce(
        (a, b) => a + b,
        0,
      );
    const accepted = last(acceptedBySecond) / (seconds / 2);
    const throttled = last(throttledBySecond) / (seconds / 2);
    const share = throttled / (accepted + throttled);
    const slowest = Math.min(...done) / mean(done);
    return [
      judged("accepted a second, last half", accepted.toFixed(1), "≥ 45", accepted >= 45),
      judged("throttled share, last half", `${(share * 100).toFixed(1)} %`, "< 20 %", share < 0.2),
      judged("slowest caller", `${(slowest * 100).toFixed(0)} % of the mean`, "≥ 25 %", slowest >= 0.25),
    ];
  },
};
