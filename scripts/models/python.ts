import { runCommand } from "../process/run-command.ts";

/** Finds the command that starts Python 3 with pip: `python3`, or `python` where only that exists. */
export async function findPython(): Promise<string> {
  for (const command of ["python3", "python"]) {
    const { code, stdout } = await runCommand(command, ["-c", "import sys; print(sys.version_info[0])"]);
    if (code !== 0 || stdout.trim() !== "3") continue;
    const pip = await runCommand(command, ["-m", "pip", "--version"]);
    if (pip.code === 0) return command;
    throw new Error(
      `${command} has no pip, which downloads the service descriptions.\n` +
        `Install it (Debian, Ubuntu: apt install python3-pip; elsewhere: ${command} -m ensurepip --upgrade).`,
    );
  }
  throw new Error(
    "Python 3 was not found. Install it with pip (https://www.python.org/downloads/) and run this again.",
  );
}
