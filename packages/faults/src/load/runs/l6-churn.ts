import { judged, type LoadRun } from "../load-run.ts";
import { collectedHeap, mib } from "../measures.ts";

/** Clients that live for one call. */
export const l6: LoadRun = {
  id: "L6",
  title: "1,000 × (create, one call, destroy)",
  async run({ create, endpoint, control, scale }) {
    const churn = async (times: number): Promise<void> => {
      for (let n = 0; n < times; n++) {
        const driver = create({ endpoint });
        await driver.getItem(`id-${n}`);
        driver.destroy();
      }
    };
    await control.mode({ kind: "healthy" });
    await churn(200);
    const before = collectedHeap();
    await churn(1_000 * scale);
    const growth = collectedHeap() - before;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const { open } = await control.counts();
    return [
      judged("heap growth", mib(growth), "< 4 MiB", growth < 4 * 1_048_576),
      judged("sockets left open", open, "0", open === 0),
    ];
  },
};
