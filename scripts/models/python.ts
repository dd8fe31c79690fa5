import { runCommand } from "../process/run-command.ts";

let found: Promise<string> | undefined;

/** Finds the command that starts Python 3 with pip: `python3`, or `python` where only that exists. */
export function findPython(): Promise<string> {
  found ??= lookForPython();
  return found;
}

async function lookForPython(): Promise<string> {
  const ask = "import sys; print(sys.version_info[0]); import pip";
  for (const command of ["python3", "python"]) {
    const { code, stdout } = await runCommand(command, ["-c", ask]);
    if (stdout.trim() !== "3") continue;
    if (code === 0) return command;
    throw new Error(
      `${command} has no pip, which downloads the service descriptions.\n` +
        `Install it (Debian, Ubuntu: apt install python3-pip; elsewhere: ${command} -m ensurepip --upgrade).`,
    );
  }
  throw new Error(
    "Python 3 was not found. Install it with pip (https://www.python.org/downloads/) and run this again.",
  );
}
