import type { ConfigName, Row, SdkName } from "../row.ts";
import type { Task } from "./schedule.ts";

/** What the command line asks for. */
export interface Selection {
  /** Rows with commas between; `B*` is a family. */
  readonly row?: string | undefined;
  readonly sdk?: string | undefined;
  readonly config?: string | undefined;
  readonly fast?: boolean | undefined;
}

const allSdks: readonly SdkName[] = ["inia", "aws-sdk-v3"];
const allConfigs: readonly ConfigName[] = ["D", "T"];

/** The runs that a selection stands for. Throws an error that says which part of it names nothing. */
export function selectTasks(rows: readonly Row[], { row, sdk, config, fast = false }: Selection): Task[] {
  const sdks = fast ? ["inia" as const] : pick(allSdks, sdk, "--sdk");
  const configs = fast ? ["T" as const] : pick(allConfigs, config, "--config");
  const wanted = (row ?? "*")
    .split(",")
    .map((pattern) => new RegExp(`^${pattern.replaceAll("*", ".*")}$`, "i"));
  const named = rows.filter(({ id }) => wanted.some((pattern) => pattern.test(id)));
  if (named.length === 0)
    throw new Error(`--row ${row} names no row; there are ${rows.map(({ id }) => id).join(" ")}`);
  return configs.flatMap((config) =>
    named.flatMap((row) =>
      row.cases
        .filter((found) => !fast || found.fast === true)
        .flatMap((found) => sdks.map((sdk) => ({ row, case: found, sdk, config }))),
    ),
  );
}

function pick<T extends string>(all: readonly T[], wanted: string | undefined, option: string): readonly T[] {
  if (wanted === undefined) return all;
  const found = all.filter((one) => one === wanted);
  if (found.length === 0) throw new Error(`${option} is one of ${all.join(", ")}`);
  return found;
}
