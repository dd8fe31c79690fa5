// npm run quickstart: from a plain clone to real calls against a local AWS. See `help` below.
import { checkMachine, handOver, install, step } from "./bare.mjs";

const help = `Usage: npm run quickstart [-- --models PATH]

Installs, gets the service descriptions, generates twelve clients, starts a local AWS (moto) on a loopback
port, makes real calls over all six protocols and prints what happened. Stops everything it started.
Needs Node 20.19 or newer, npm, and Python 3 with pip. Nothing outside this folder changes.

  --models PATH  take the descriptions from this machine: the wheel that models/lock.json names, or an
                 unpacked botocore of that version
  --help         this text`;

const args = process.argv.slice(2);
if (args.includes("--help") || args.includes("-h")) {
  console.log(help);
} else {
  await step("Machine", checkMachine);
  await step("Install packages", install);
  handOver("scripts/quickstart/main.ts", args);
}
