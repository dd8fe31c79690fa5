import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { modelsFolder } from "../endpoints/rulesets.ts";
import type { TypedJson } from "./typed-json.ts";

/** What botocore answered; with `error`, what it raised. */
export interface OracleAnswer {
  readonly answer?: TypedJson;
  readonly error?: string;
}

/** Where the pinned service descriptions are, and botocore's code beside them. */
export interface OraclePlace {
  readonly data: string;
  /** Folder for `PYTHONPATH`; undefined when Python finds botocore by itself. */
  readonly python: string | undefined;
}

/** The place of the pinned botocore, or in one line what is missing. */
export function findOracle(): OraclePlace | string {
  const data = modelsFolder();
  if (data === undefined) return "the models are not there (pnpm sync-models)";
  const python =
    process.env["INIA_BOTOCORE"] ??
    [join(data, "../python"), join(data, "../..")].find((folder) => existsSync(join(folder, "botocore")));
  const place = { data, python };
  const probe = spawnSync("python3", ["-c", "import botocore.parsers, botocore.session"], {
    env: environment(place),
  });
  return probe.status === 0 ? place : "python3 with botocore and what it needs is not there";
}

function environment({ python }: OraclePlace): NodeJS.ProcessEnv {
  return { ...process.env, ...(python && { PYTHONPATH: python }), PYTHONDONTWRITEBYTECODE: "1" };
}

/** A Python process with botocore in it. Questions may be asked without waiting; answers come in their order. */
export class Oracle {
  readonly #child: ChildProcess;
  readonly #waiting: ((answer: OracleAnswer) => void)[] = [];

  constructor(place: OraclePlace) {
    const script = fileURLToPath(new URL("./oracle.py", import.meta.url));
    this.#child = spawn("python3", [script, place.data], {
      stdio: ["pipe", "pipe", "inherit"],
      env: environment(place),
    });
    // That the process has ended is what its answers say.
    this.#child.stdin!.on("error", () => undefined);
    const lines = createInterface({ input: this.#child.stdout! });
    lines.on("line", (line) => this.#waiting.shift()?.(JSON.parse(line) as OracleAnswer));
    lines.on("close", () => {
      for (const settle of this.#waiting.splice(0)) settle({ error: "the oracle has ended" });
    });
  }

  /** Makes a service the one that questions are about. */
  load(service: string): void {
    this.#child.stdin!.write(`${JSON.stringify({ load: service })}\n`);
  }

  ask(command: Record<string, unknown>): Promise<OracleAnswer> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#child.stdin!.write(`${JSON.stringify(command)}\n`);
    });
  }

  end(): void {
    this.#child.stdin!.end();
  }
}
