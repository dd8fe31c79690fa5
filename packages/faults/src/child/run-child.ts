import { setTimeout as sleep } from "node:timers/promises";
import type { Outcome } from "../outcome.ts";
import type { Case, SdkName, ServiceName } from "../row.ts";
import { rows } from "../rows/all.ts";
import { createAwsSdkV3 } from "../sdk/aws-sdk-v3.ts";
import { createInia } from "../sdk/inia.ts";
import type { AnyClient, Sdk } from "../sdk/sdk.ts";
import type { Job, Report, Started } from "./messages.ts";
import { Probe } from "./probe.ts";

/** How each service's client is loaded; absent where it has not been generated. */
export type Loaders = Partial<Record<ServiceName, () => Promise<unknown>>>;

/** Milliseconds after destroying the clients at which nothing may be left of them. */
const settling = 200;

/** The whole life of a child process: one case, one SDK, one configuration. */
export async function runChild(loaders: Record<SdkName, Loaders>): Promise<void> {
  const job = await new Promise<Job>((resolve) =>
    process.once("message", (message) => resolve(message as Job)),
  );
  const found = rows.find(({ id }) => id === job.row)?.cases.find(({ name }) => name === job.name);
  if (found === undefined) throw new Error(`There is no case ${job.row} ${job.name}`);
  // A child does not outlive its parent.
  if (found.exitLimit === undefined) process.once("disconnect", () => process.exit());
  const modules = new Map<ServiceName, unknown>();
  for (const service of found.services ?? ["sqs"]) modules.set(service, await loaders[job.sdk][service]!());
  const sdk = (job.sdk === "inia" ? createInia : createAwsSdkV3)(job.config, modules);
  const before = process.getActiveResourcesInfo();
  const probe = new Probe();
  say({ type: "started" });
  const start = performance.now();
  const clients: AnyClient[] = [];
  const outcome = await runCase(found, keepClients(sdk, clients), job.target);
  const wall = performance.now() - start;
  probe.pause();
  if (found.exitLimit !== undefined) {
    // The clients stay as they are: what they hold must not keep the process.
    say({ type: "report", outcome, wall, leaked: [], ...probe.measures });
    return process.disconnect();
  }
  for (const client of clients) client.destroy();
  await sleep(settling);
  say({ type: "report", outcome, wall, leaked: beyond(before), ...probe.measures });
}

async function runCase({ run }: Case, sdk: Sdk, target: unknown): Promise<Outcome> {
  try {
    return { value: await run(sdk, target) };
  } catch (error) {
    return { fault: sdk.classify(error) };
  }
}

function keepClients(sdk: Sdk, clients: AnyClient[]): Sdk {
  return {
    ...sdk,
    client(...given) {
      const client = sdk.client(...given);
      clients.push(client);
      return client;
    },
  };
}

/** Resources that keep the event loop alive and did not before; pipes are those to the parent. */
function beyond(before: readonly string[]): string[] {
  const known = [...before];
  return process.getActiveResourcesInfo().filter((resource) => {
    if (resource === "PipeWrap") return false;
    const at = known.indexOf(resource);
    if (at >= 0) known.splice(at, 1);
    return at < 0;
  });
}

function say(message: Started | Report): void {
  process.send!(message);
}
