/** Tells what changed between two sets of service descriptions, as an entry of a changelog. */
import { basename, resolve } from "node:path";
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { diffModels } from "./model-diff/diff-models.ts";
import { printChanges } from "./model-diff/print-changes.ts";
import { printError, StepError } from "./steps/step.ts";

const help = `Usage: pnpm model-diff OLD NEW [options]

Prints, in Markdown, what changed from one set of service descriptions to another: services, operations,
members, values of enums, errors, paginators and waiters that are new or gone, and what breaks callers.
OLD and NEW are anything that pnpm generate --models takes: folders, wheels, single files.

  --services LIST  only these, such as s3,sqs
  --title TEXT     heading of the entry (default: the names of both)
  --help           this text`;

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { services: { type: "string" }, title: { type: "string" }, help: { type: "boolean" } },
  });
  if (values.help) return console.log(help);
  const [before, after, ...more] = positionals;
  if (before === undefined || after === undefined || more.length > 0) throw new StepError(help);
  for (const path of [before, after]) {
    if (!existsSync(path)) throw new StepError(`${path}: there is no such file or folder`);
  }
  const changes = diffModels(before, after, {
    services: values.services?.split(","),
    progress: (done, of) => {
      if (process.stderr.isTTY)
        process.stderr.write(done < of ? `\r${done} of ${of} services` : "\r\u001b[K");
    },
  });
  process.stdout.write(printChanges(values.title ?? `${labelOf(before)} → ${labelOf(after)}`, changes));
}

/** What a set is called: the folder above where it is only `data`. */
function labelOf(path: string): string {
  const full = resolve(path);
  return basename(full) === "data"
    ? basename(resolve(full, ".."))
    : basename(full).replace(/\.(whl|zip)$/, "");
}

try {
  main();
} catch (error) {
  printError(error);
  process.exitCode = 1;
}
