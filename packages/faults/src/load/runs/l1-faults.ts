import { failed, keepCalling, listFailures, mustBe, upTo } from "../callers.ts";
import { judged, type LoadRun } from "../load-run.ts";
import { watchLoop } from "../measures.ts";

/** Five faults in a hundred responses, independent of each other. */
export const l1: LoadRun = {
  id: "L1",
  title: "200,000 calls, 5 % of the responses faulty",
  async run({ create, endpoint, control, scale }) {
    const driver = create({ endpoint, backoff: 0.1 });
    const calls = 200_000 * scale;
    for (let n = 0; n < 500; n++) await driver.getItem(`id-${n}`); // warm
    await control.mode({ kind: "faulty", share: 0.05, seed: 1 });
    const loop = watchLoop();
    const start = performance.now();
    const tally = await keepCalling(64, upTo(calls), async (n) => {
      mustBe(`id-${n}`, await driver.getItem(`id-${n}`));
    });
    const seconds = (performance.now() - start) / 1_000;
    loop.stop();
    const perCall = (await control.counts()).requests / calls;
    driver.destroy();
    const failures = failed(tally);
    const expected = calls * 0.05 ** 3;
    return [
      judged("accounted for", `${tally.settled} of ${calls}`, "all", tally.settled === calls),
      judged("wrong or foreign answers", tally.wrong, "0", tally.wrong === 0),
      judged("requests a call", perCall.toFixed(4), "1.0525 ± 0.003", Math.abs(perCall - 1.0525) <= 0.003),
      judged(
        "failures in the end",
        `${failures} (${listFailures(tally)})`,
        `${expected.toFixed(1)} ± 20, all typed`,
        Math.abs(failures - expected) <= 20 && tally.untyped === 0,
      ),
      judged("loop delay p99", `${loop.p99().toFixed(1)} ms`, "< 20 ms", loop.p99() < 20),
      { name: "calls a second", value: Math.round(calls / seconds).toString() },
    ];
  },
};
