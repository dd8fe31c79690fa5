/** The client of a load run, a process of its own: takes an order from its parent, runs it, reports the figures. */
import { createControl } from "./load-control.ts";
import type { CreateLoadDriver, LoadSdk } from "./load-driver.ts";
import type { LoadRun } from "./load-run.ts";
import { l1 } from "./runs/l1-faults.ts";
import { l2 } from "./runs/l2-outage.ts";
import { l3 } from "./runs/l3-throttling.ts";
import { l4 } from "./runs/l4-rotation.ts";
import { l5 } from "./runs/l5-aborts.ts";
import { l6 } from "./runs/l6-churn.ts";
import { l7 } from "./runs/l7-streams.ts";
import { l8 } from "./runs/l8-soak.ts";

/** What the parent asks for. */
export interface LoadOrder {
  readonly run: string;
  readonly sdk: LoadSdk;
  readonly port: number;
  readonly controlPort: number;
  readonly scale: number;
  readonly minutes: number;
}

const runs: readonly LoadRun[] = [l1, l2, l3, l4, l5, l6, l7, l8];
const drivers: Record<LoadSdk, () => Promise<CreateLoadDriver>> = {
  inia: async () => (await import("./drivers/inia.ts")).createIniaDriver,
  "aws-sdk-v3": async () => (await import("./drivers/aws-sdk-v3.ts")).createAwsSdkV3Driver,
};

async function obey({ run, sdk, port, controlPort, scale, minutes }: LoadOrder): Promise<void> {
  const chosen = runs.find(({ id }) => id === run)!;
  const unhandled: string[] = [];
  process.on("unhandledRejection", (error) => unhandled.push(String(error)));
  process.on("warning", ({ name }) => unhandled.push(`warning ${name}`));
  const figures = await chosen.run({
    create: await drivers[sdk](),
    endpoint: `http://127.0.0.1:${port}`,
    control: createControl(controlPort),
    scale,
    minutes,
    say: (progress) => process.send?.({ progress }),
  });
  process.send?.({ title: chosen.title, figures, unhandled });
  process.disconnect();
}

process.once("message", (order: LoadOrder) => void obey(order));
