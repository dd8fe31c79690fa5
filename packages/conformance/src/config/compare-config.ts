import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OraclePlace } from "../differential/oracle.ts";
import { askBotocore, type SessionVariables } from "./botocore-config.ts";
import { OurConfig, type ConfigAnswer, type Failure } from "./our-config.ts";
import { writeSourceFiles } from "./random-credentials.ts";
import { randomEnvironments, type RandomEnvironment } from "./random-environment.ts";
import { reviewedAs } from "./reviewed.ts";

/** A value that the two sides do not agree on. */
export interface ConfigDifference {
  readonly environment: RandomEnvironment;
  /** A client option, `url` or `credentials`. */
  readonly what: string;
  readonly ours: string;
  readonly botocores: string;
}

/** What a comparison found. */
export interface ConfigComparison {
  readonly environments: number;
  /** Values that were compared. */
  readonly values: number;
  /** How often each of them was: `url`, `maxAttempts`; credentials by where they are from. */
  readonly counts: Readonly<Record<string, number>>;
  readonly unreviewed: readonly ConfigDifference[];
  /** By the row of the differences. */
  readonly reviewed: Readonly<Record<string, number>>;
  readonly variables: SessionVariables;
}

/** Reads random environments with botocore and with Inia, and compares what comes out. */
export async function compareConfig(
  place: OraclePlace,
  seed: number,
  count: number,
): Promise<ConfigComparison> {
  const home = mkdtempSync(join(tmpdir(), "inia-config-"));
  try {
    writeSourceFiles(home);
    const environments = randomEnvironments(seed, count, home).map((one, index) =>
      withFiles(one, home, index),
    );
    const asked = askBotocore(place, home, environments);
    const ours = new OurConfig(place.data);
    const answers: ConfigAnswer[] = [];
    for (const environment of environments) answers.push(await ours.answer(environment));
    const { answers: botocores, variables } = await asked;
    return { ...compareAll(environments, answers, botocores), variables };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** Writes the two files, each environment's own. */
function withFiles(environment: RandomEnvironment, home: string, index: number): RandomEnvironment {
  const folder = join(home, String(index));
  mkdirSync(folder);
  writeFileSync(join(folder, "config"), environment.config);
  writeFileSync(join(folder, "credentials"), environment.credentials);
  const files = {
    HOME: home,
    PATH: process.env["PATH"]!,
    AWS_CONFIG_FILE: join(folder, "config"),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials"),
  };
  return { ...environment, variables: { ...environment.variables, ...files } };
}

function compareAll(
  environments: readonly RandomEnvironment[],
  ours: readonly ConfigAnswer[],
  botocores: readonly ConfigAnswer[],
): Omit<ConfigComparison, "variables"> {
  const counts: Record<string, number> = {};
  const reviewed: Record<string, number> = {};
  const unreviewed: ConfigDifference[] = [];
  let values = 0;
  for (const [index, environment] of environments.entries()) {
    for (const [what, ...sides] of valuesOf(environment, ours[index]!, botocores[index]!)) {
      const [mine, theirs] = sides.map(comparable) as [string, string];
      values++;
      const counted = what === "credentials" ? `credentials ${theirs.replace(/^error: .*/s, "error")}` : what;
      counts[counted] = (counts[counted] ?? 0) + 1;
      if (mine === theirs || (isFailure(sides[0]) && isFailure(sides[1]))) continue;
      const difference = { environment, what, ours: mine, botocores: theirs };
      const id = reviewedAs(difference);
      if (id === undefined) unreviewed.push(difference);
      else reviewed[id] = (reviewed[id] ?? 0) + 1;
    }
  }
  return { environments: environments.length, values, counts, unreviewed, reviewed };
}

/** Pairs of values: settings by name, or as a whole when one side has none. */
function* valuesOf(
  { service, code }: RandomEnvironment,
  ours: ConfigAnswer,
  botocores: ConfigAnswer,
): Generator<[what: string, ours: unknown, botocores: unknown]> {
  const { settings: mine, url, credentials } = ours;
  const { settings: theirs } = botocores;
  if (isFailure(mine) || isFailure(theirs)) yield ["settings", mine, theirs];
  else {
    const names = new Set([...Object.keys(theirs), ...Object.keys(mine)]);
    for (const name of names) if (isCompared(name, service, code, theirs)) yield [name, mine[name], theirs[name]]; // prettier-ignore
  }
  yield ["url", url, botocores.url];
  yield ["credentials", credentials, botocores.credentials];
}

/** Whether both sides have such a setting, for this service, and botocore tells what it is. */
function isCompared(
  name: string,
  service: string,
  code: RandomEnvironment["code"],
  theirs: Readonly<Record<string, unknown>>,
): boolean {
  // botocore says so for S3, too, when it is set for all services.
  if (name === "s3.useDualstackEndpoint" && theirs["useDualstackEndpoint"] === true) return false;
  if (name.startsWith("s3.")) return service === "s3";
  const mode = String(theirs["defaultsMode"]).toLowerCase();
  if (name === "defaultsMode") return mode !== "auto";
  // Difference timeouts: nearly any option in code, and an old pseudo-region, brings 60 seconds with it to botocore.
  if (name === "timeouts.connect")
    return mode !== "legacy" && (code.defaultsMode !== undefined || Object.keys(code).length === 0);
  return name in theirs;
}

function isFailure(value: unknown): value is Failure {
  return typeof value === "object" && value !== null && "error" in value;
}

/** The text of a value; botocore leaves some as they are written: in any case, and lists with their spaces. */
function comparable(value: unknown): string {
  if (isFailure(value)) return `error: ${value.error}`;
  if (value === undefined || value === null) return "none";
  const text = typeof value === "object" && !Array.isArray(value) ? JSON.stringify(value) : String(value);
  return /^(true|false|auto|cross-region)$/i.test(text) ? text.toLowerCase() : text;
}
