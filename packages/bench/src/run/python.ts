import { spawnSync } from "node:child_process";

const names = ["python3", "python"];

/** The first Python that has botocore; without one, its plain name, which then says what is missing. */
export function pythonCommand(): string {
  return names.find((name) => versionOf(name) !== undefined) ?? "python3";
}

/** botocore's version, where there is one. */
export function botocoreVersion(): string | undefined {
  return versionOf(pythonCommand());
}

const versions = new Map<string, string | undefined>();

function versionOf(command: string): string | undefined {
  if (!versions.has(command)) {
    const code = "import botocore; print(botocore.__version__)";
    const { status, stdout } = spawnSync(command, ["-c", code], { encoding: "utf8" });
    versions.set(command, status === 0 ? stdout.trim() : undefined);
  }
  return versions.get(command);
}
