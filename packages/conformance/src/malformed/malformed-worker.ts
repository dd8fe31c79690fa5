/** A process of the command `--malformed`: reads one range of responses and tells where it is. */
import type { MalformedReport, MalformedTask } from "./malformed-command.ts";
import { runMalformed } from "./malformed.ts";
import { ResponseSource } from "./response-source.ts";

const tell = (report: MalformedReport): void => void process.send!(report);

/** Responses between two signs of life. */
const pace = 250;

process.on("message", async ({ models, services, seed, from, to }: MalformedTask) => {
  const source = new ResponseSource(models, services);
  tell({ at: from });
  const progress = (at: number): void => {
    if (at % pace === 0) tell({ at });
  };
  tell({ result: await runMalformed({ source, seed, from, to, progress }) });
});
