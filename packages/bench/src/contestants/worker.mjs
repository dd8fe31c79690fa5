/**
 * The process that a contestant runs in: `node worker.mjs <module> <operation> <where> [variant]`. Each line on its standard input is a
 * measurement to make, each line on its standard output what came of it.
 */
import { createInterface } from "node:readline";
import { expected } from "./inputs.mjs";

const [module, operation, where, variant] = process.argv.slice(2);
const { open, wanted = expected[operation] } = await import(module);
const call = await open(operation, where, variant);
if (call === undefined) throw new Error(`no ${operation}`);
console.log("{}");

/** Calls until the time or the number is up; every answer is checked. */
async function measure({ concurrency = 1, ms = Infinity, calls = Infinity, least = 1 }) {
  let begun = 0;
  let done = 0;
  const rss = process.memoryUsage.rss();
  const cpu = process.cpuUsage();
  const start = performance.now();
  const end = start + ms;
  const lane = async () => {
    while (begun < calls && (begun < least || performance.now() < end)) {
      begun++;
      const counted = await call();
      if (counted !== wanted) throw new Error(`${counted} in place of ${wanted}`);
      done++;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const peak = process.resourceUsage().maxRSS * 1024;
  return { calls: done, seconds, cpu: user + system, growth: peak - rss };
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await measure(JSON.parse(line))));
}
process.exit();
