/** `pnpm load`: the load runs. See `help` below. */
import { parseArgs } from "node:util";
import { bundlePrograms } from "./bundle-programs.ts";
import type { LoadSdk } from "./load-driver.ts";
import { runLoad, type LoadResult } from "./run-load.ts";
import { saveResult, savedResults } from "./saved-results.ts";
import { writeLoadSection } from "./write-section.ts";

const help = `Usage: pnpm load [L1 … L8] [options]

Runs clients against a server of this machine, each on a processor of its own, and holds the figures to their marks.
Without a name: L1 to L7, about eight minutes for Inia. Needs the clients: pnpm generate dynamodb s3 cloudwatch

  --sdk NAME     inia (the default), aws-sdk-v3, or both
  --minutes N    length of the soak L8; default 30
  --scale X      part of each run's full length, for a try; default 1
  --write        writes the figures into docs/reliability.md, those of earlier runs as well
  --no-run       with --write: only those of earlier runs
  --help         this text`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sdk: { type: "string", default: "inia" },
    minutes: { type: "string", default: "30" },
    scale: { type: "string", default: "1" },
    write: { type: "boolean", default: false },
    "no-run": { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});

async function main(): Promise<void> {
  if (values.help) return console.log(help);
  const sdks: LoadSdk[] = values.sdk === "both" ? ["inia", "aws-sdk-v3"] : [values.sdk as LoadSdk];
  const known = ["L1", "L2", "L3", "L4", "L5", "L6", "L7", "L8"];
  const ids = positionals.length > 0 ? positionals.map((id) => id.toUpperCase()) : known.slice(0, 7);
  const stranger = ids.find((id) => !known.includes(id));
  if (stranger !== undefined) throw new Error(`There is no run ${stranger}; there are ${known.join(", ")}`);
  if (values["no-run"]) return writeLoadSection(await savedResults());
  const programs = await bundlePrograms();
  const results: LoadResult[] = [];
  for (const id of ids) {
    for (const sdk of sdks) {
      const plan = { id, sdk, scale: Number(values.scale), minutes: Number(values.minutes) };
      console.log(`${id} ${sdk}`);
      const result = await runLoad(programs, plan, say);
      print(result);
      if (plan.scale === 1 && (id !== "L8" || plan.minutes >= 30)) await saveResult(result);
      else console.log("  a part of the run: not kept");
      results.push(result);
    }
  }
  if (values.write) await writeLoadSection(await savedResults());
  const missed = results.some(
    ({ sdk, figures }) => sdk === "inia" && figures.some(({ met }) => met === false),
  );
  if (missed) process.exitCode = 1;
}

function say(progress: string): void {
  if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K  ${progress}`);
}

function print({ title, figures, seconds }: LoadResult): void {
  if (process.stdout.isTTY) process.stdout.write("\r\x1b[K");
  console.log(`  ${title} (${seconds.toFixed(0)} s)`);
  for (const { name, value, mark, met } of figures) {
    const verdict = met === undefined ? " " : met ? "✓" : "✗";
    console.log(`  ${verdict} ${name}: ${value}${mark === undefined ? "" : ` (${mark})`}`);
  }
}

try {
  await main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
