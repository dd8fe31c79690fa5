import { setTimeout as sleep } from "node:timers/promises";
import { failed, keepCalling, listFailures, mustBe, until, upTo } from "../callers.ts";
import type { LoadCredentials } from "../load-driver.ts";
import { judged, type LoadRun } from "../load-run.ts";
import { percentile } from "../measures.ts";

/** Time that the provider takes to answer, in milliseconds. */
const provision = 30;

/**
 * Credentials that are new every second and die after two. They say that they live for 301 s, so that the five-minute window
 * in which they are renewed without haste begins after one second, and nobody ever has to wait.
 */
export const l4: LoadRun = {
  id: "L4",
  title: "credentials rotate every second, 64 callers, 60 s; then 20 s of a failing provider",
  async run({ create, endpoint, control, scale }) {
    let asked = 0;
    let broken = false;
    const provider = async (): Promise<LoadCredentials> => {
      asked++;
      await sleep(provision);
      if (broken) throw new Error("the provider is down");
      const now = Date.now();
      return {
        accessKeyId: `AKID${now}`,
        secretAccessKey: `secret-${now}`,
        sessionToken: `token-${now}`,
        expiration: new Date(now + 301_000),
      };
    };
    const driver = create({ endpoint, credentials: provider });
    const waits: number[] = [];
    const call = async (n: number): Promise<void> => {
      const start = performance.now();
      mustBe(`id-${n}`, await driver.getItem(`id-${n}`));
      waits.push(performance.now() - start);
    };
    await keepCalling(64, upTo(2_000), call); // warm
    waits.length = 0;
    asked = 0;
    await control.mode({ kind: "verifying", lifetimeMs: 2_000 });
    const rotating = await keepCalling(64, until(performance.now() + 60_000 * scale), call);
    const { forbidden, torn } = await control.counts();
    const calls = asked;
    await control.mode({ kind: "healthy" });
    broken = true;
    const failing = await keepCalling(64, until(performance.now() + 20_000 * scale), call);
    driver.destroy();
    const most = 60 * scale + 1;
    const usual = percentile(waits, 50);
    const share = waits.filter((wait) => wait > usual + 50).length / waits.length;
    return [
      judged("calls of the provider", calls, `≤ ${most}`, calls <= most),
      judged("403 answers", forbidden, "0", forbidden === 0),
      judged("torn triples", torn, "0", torn === 0),
      judged("failed calls", `${failed(rotating)} (${listFailures(rotating)})`, "0", failed(rotating) === 0),
      judged("calls 50 ms slower than the median", `${(share * 100).toFixed(3)} %`, "< 0.1 %", share < 0.001),
      judged("failed calls while the provider fails", failed(failing), "0", failed(failing) === 0),
      {
        name: "calls",
        value: `${rotating.settled + failing.settled}, each signature of the first ${rotating.settled} verified`,
      },
    ];
  },
};
