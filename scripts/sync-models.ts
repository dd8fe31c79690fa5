/** `pnpm sync-models`: gets the service descriptions that `models/lock.json` names. */
import { relative } from "node:path";
import { parseArgs } from "node:util";
import { isSynced, modelsFolder, readLock } from "./models/lock.ts";
import { syncModels } from "./models/sync-models.ts";

const help = `Usage: pnpm sync-models [--models PATH] [--force]

Gets the AWS service descriptions that models/lock.json names: downloads the wheel with pip, verifies its
SHA-256 and unpacks it to .cache/models/<name>-<version>/. Does nothing when they are there.

  --models PATH  take them from this machine: the wheel, a folder that holds it, an unpacked botocore
                 or its data folder. The content must be that of models/lock.json.
  --force        get them even when they are there
  --help         this text`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      models: { type: "string" },
      force: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return console.log(help);
  const lock = readLock();
  const place = relative(process.cwd(), modelsFolder(lock)) || ".";
  if (isSynced(lock) && !values.force)
    return console.log(`Already there: ${place} (${lock.package} ${lock.version})`);
  await syncModels(lock, modelsFolder(lock), values.models, console.log);
  console.log(`Unpacked ${lock.package} ${lock.version} to ${place}`);
}

main().catch((error: NodeJS.ErrnoException) => {
  const full = error.code === "ENOSPC" ? " The disk is full: 60 MB are needed." : "";
  console.error(`sync-models: ${error.message}${full}`);
  process.exitCode = 1;
});
