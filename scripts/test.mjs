// npm test: every check of a submission, on a bare machine. See `help` below.
import { checkMachine, handOver, install, step } from "./bare.mjs";

const help = `Usage: npm test [-- --models PATH]

Installs, gets the service descriptions, generates the clients that the tests need, then runs every check:
lint, layers, packages, types, tests, builds, and packed packages in a project of their own.
Needs Node 20.19 or newer, npm, and Python 3 with pip. Ends with a line "N passed, N failed".

  --models PATH  take the descriptions from this machine: the wheel that models/lock.json names, or an
                 unpacked botocore of that version
  --help         this text`;

const args = process.argv.slice(2);
if (args.includes("--help") || args.includes("-h")) {
  console.log(help);
} else {
  await step("Machine", checkMachine);
  await step("Install packages", install);
  handOver("scripts/test/main.ts", args);
}
