import { getEventListeners } from "node:events";
import { keepCalling, upTo } from "../callers.ts";
import { judged, type LoadRun } from "../load-run.ts";
import { percentile } from "../measures.ts";

/** Calls that are given up at any moment, half of them by signals of their own, half under one that they share. */
export const l5: LoadRun = {
  id: "L5",
  title: "20,000 calls, concurrency 256, aborted after 0 to 20 ms",
  async run({ create, endpoint, control, scale }) {
    const driver = create({ endpoint });
    const calls = 20_000 * scale;
    const unhandled: unknown[] = [];
    const note = (error: unknown): void => void unhandled.push(error);
    process.on("unhandledRejection", note);
    await control.mode({ kind: "healthy" });
    const shared = new AbortController();
    const waits: number[] = [];
    let sockets = 0;
    const watch = setInterval(
      () => void control.counts().then(({ open }) => (sockets = Math.max(sockets, open))),
      100,
    );
    const tally = await keepCalling(256, upTo(calls), async (n) => {
      if (n % 2 === 0 && n < calls - 256) return void (await driver.getItem(`id-${n}`, shared.signal));
      // The last calls are under way when the shared signal fires.
      const last = n >= calls - 256;
      const controller = last ? shared : new AbortController();
      let aborted = 0;
      const timer = setTimeout(() => {
        aborted = performance.now();
        controller.abort();
      }, Math.random() * 20);
      try {
        await driver.getItem(`id-${n}`, controller.signal);
      } catch (error) {
        if (aborted > 0) waits.push(performance.now() - aborted);
        throw error;
      } finally {
        if (!last) clearTimeout(timer);
      }
    });
    clearInterval(watch);
    const listeners = getEventListeners(shared.signal, "abort").length;
    driver.destroy();
    process.off("unhandledRejection", note);
    const p99 = percentile(waits, 99);
    return [
      judged("settled", `${tally.settled} of ${calls}`, "all", tally.settled === calls),
      judged("unhandled rejections", unhandled.length, "0", unhandled.length === 0),
      judged("listeners left on the shared signal", listeners, "0", listeners === 0),
      judged("sockets at most", sockets, "≤ 50", sockets <= 50),
      judged("abort to rejection, p99", `${p99.toFixed(1)} ms`, "< 50 ms", p99 < 50),
      { name: "aborted", value: String(waits.length) },
    ];
  },
};
