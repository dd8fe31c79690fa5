import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { failed, keepCalling, upTo } from "../callers.ts";
import { judged, type LoadContext, type LoadFigure, type LoadRun } from "../load-run.ts";
import { mib, watchMemory } from "../measures.ts";
import { partsOf } from "../server/object-stream.ts";

const limit = 32 * 1_048_576;

/** Large bodies at a steady pace, and bodies that are dropped. */
export const l7: LoadRun = {
  id: "L7",
  title: "256 MiB down and up at 20 MiB/s; 1,000 × 1 MiB abandoned half-way",
  async run(context) {
    await context.control.mode({ kind: "healthy" });
    await warm(context);
    return [...(await down(context)), ...(await up(context)), ...(await abandon(context))];
  },
};

/** What a process takes once, whatever it goes on to do, is not what streams cost. */
async function warm({ create, endpoint }: LoadContext): Promise<void> {
  const driver = create({ endpoint });
  const bytes = 8 * 1_048_576;
  for (let n = 0; n < 4; n++) {
    for await (const _ of (await driver.getObject("id-0", bytes)).body);
    await driver.putObject(
      "id-0",
      (async function* () {
        yield* partsOf(bytes);
      })(),
      bytes,
    );
  }
  driver.destroy();
}

async function down({ create, endpoint, control, scale }: LoadContext): Promise<LoadFigure[]> {
  const bytes = Math.round(256 * scale) * 1_048_576;
  const { sha256 } = await control.facts(bytes);
  const driver = create({ endpoint });
  const memory = watchMemory();
  const hash = createHash("sha256");
  const pace = atPace();
  const { body } = await driver.getObject("id-1", bytes);
  for await (const chunk of body) {
    hash.update(chunk);
    await pace(chunk.length);
  }
  const growth = memory();
  driver.destroy();
  const equal = hash.digest("hex") === sha256;
  return [
    judged("down: SHA-256 equal", equal ? "yes" : "no", "yes, no false stall", equal),
    judged("down: memory", `+${mib(growth)}`, "< 32 MiB", growth < limit),
  ];
}

async function up({ create, endpoint, control, scale }: LoadContext): Promise<LoadFigure[]> {
  const bytes = Math.round(256 * scale) * 1_048_576;
  const { sha256 } = await control.facts(bytes);
  const driver = create({ endpoint });
  const memory = watchMemory();
  const pace = atPace();
  async function* source(): AsyncGenerator<Buffer> {
    for (const part of partsOf(bytes)) {
      await pace(part.length);
      yield part;
    }
  }
  const etag = await driver.putObject("id-2", source(), bytes);
  const growth = memory();
  driver.destroy();
  const equal = etag === sha256;
  return [
    judged("up: SHA-256 equal", equal ? "yes" : "no", "yes, no false stall", equal),
    judged("up: memory", `+${mib(growth)}`, "< 32 MiB", growth < limit),
  ];
}

async function abandon({ create, endpoint, control, scale }: LoadContext): Promise<LoadFigure[]> {
  const driver = create({ endpoint });
  const memory = watchMemory();
  let sockets = 0;
  const watch = setInterval(
    () => void control.counts().then(({ open }) => (sockets = Math.max(sockets, open))),
    100,
  );
  const tally = await keepCalling(32, upTo(1_000 * scale), async (n) => {
    const { body } = await driver.getObject(`id-${n}`, 1_048_576);
    let read = 0;
    for await (const chunk of body) {
      read += chunk.length;
      if (read >= 524_288) break;
    }
  });
  clearInterval(watch);
  const growth = memory();
  driver.destroy();
  await sleep(1_000);
  const { open } = await control.counts();
  return [
    judged("abandoned: failures", failed(tally), "0", failed(tally) === 0),
    judged("abandoned: memory", `+${mib(growth)}`, "< 32 MiB", growth < limit),
    judged("abandoned: sockets at most", sockets, "≤ 50", sockets <= 50),
    judged("abandoned: sockets left open", open, "0", open === 0),
  ];
}

/** Waits so that 20 MiB pass in a second. */
function atPace(): (bytes: number) => Promise<void> {
  const start = performance.now();
  let passed = 0;
  return async (bytes) => {
    passed += bytes;
    const ahead = start + passed / (20 * 1_048.576) - performance.now();
    if (ahead > 5) await sleep(ahead);
  };
}
