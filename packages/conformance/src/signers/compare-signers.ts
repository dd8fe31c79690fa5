import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import type { OraclePlace } from "../differential/oracle.ts";
import { signOurs, urlOf } from "./our-signers.ts";
import {
  presignedOperations,
  presignedShared,
  presignOurs,
  type PresignedOperation,
} from "./presigned-operations.ts";
import { randomCases, type RandomCase } from "./random-case.ts";

/** A case that the two sides sign differently. */
export interface SignerDifference {
  readonly one: RandomCase | PresignedOperation;
  readonly ours: unknown;
  readonly botocores: unknown;
}

/** What a comparison found. */
export interface SignerComparison {
  /** Cases by kind. */
  readonly counts: Readonly<Record<string, number>>;
  readonly differences: readonly SignerDifference[];
}

interface Answer {
  readonly answer?: unknown;
  readonly error?: string;
}

/** The user's own profiles are nobody's business here. */
const noFiles = {
  AWS_CONFIG_FILE: "/dev/null",
  AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  AWS_PROFILE: undefined,
};

/** Asks botocore for its signatures, all in one process. */
function askBotocore(place: OraclePlace, questions: readonly object[]): Answer[] {
  const script = fileURLToPath(new URL("./oracle.py", import.meta.url));
  const { stdout, status } = spawnSync("python3", [script], {
    input: questions.map((question) => `${JSON.stringify(question)}\n`).join(""),
    env: {
      ...process.env,
      ...(place.python && { PYTHONPATH: place.python }),
      PYTHONDONTWRITEBYTECODE: "1",
      ...noFiles,
    },
    maxBuffer: 1 << 30,
    stdio: ["pipe", "pipe", "inherit"],
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`the oracle ended with ${status}`);
  return stdout.trimEnd().split("\n").map((line) => JSON.parse(line) as Answer); // prettier-ignore
}

interface OurPost {
  readonly url: string;
  readonly fields: unknown;
  readonly text: string;
  readonly signature: string;
}

/** Our answers, each made at the time of its case. */
async function signAll(cases: readonly RandomCase[]): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const one of cases) answers.push(await atTime(one.time, () => signOurs(one)));
  return answers;
}

async function atTime<T>(time: string, run: () => Promise<T>): Promise<T> {
  const { now } = Date;
  const fixed = Date.parse(time);
  Date.now = () => fixed;
  try {
    return await run();
  } finally {
    Date.now = now;
  }
}

/** What is compared of an answer to a form: its policy's meaning, and whether its signature is one of its text. */
function comparable(
  one: RandomCase,
  ours: unknown,
  botocores: Answer,
  expected?: Answer,
): [unknown, unknown] {
  if (one.kind !== "post") return [ours, botocores.answer ?? botocores];
  const { url, fields, text, signature } = ours as OurPost;
  const policy: unknown = JSON.parse(Buffer.from(text, "base64").toString());
  const { signs: _, ...rest } = (botocores.answer ?? botocores) as Record<string, unknown>;
  return [
    { url, fields, policy, signature },
    { ...rest, signature: expected?.answer },
  ];
}

/** Signs random cases with botocore and with Inia. */
export async function compareSigners(
  place: OraclePlace,
  seed: number,
  count: number,
): Promise<SignerComparison> {
  const cases = randomCases(seed, count);
  const ours = await signAll(cases);
  // Policies are signed as text, and the two sides write JSON differently: botocore signs ours, too.
  const policies = cases.flatMap((one, i) =>
    one.kind === "post" ? [{ ...one, kind: "post-signature", policy: (ours[i] as OurPost).text }] : [],
  );
  const answers = askBotocore(place, [...cases, ...policies]);
  const signatures = answers.splice(count);
  const counts: Record<string, number> = {};
  const differences: SignerDifference[] = [];
  for (const [i, one] of cases.entries()) {
    counts[one.kind] = (counts[one.kind] ?? 0) + 1;
    const expected = one.kind === "post" ? signatures.shift() : undefined;
    const [left, right] = comparable(one, ours[i], answers[i]!, expected);
    if (!isDeepStrictEqual(left, right)) differences.push({ one, ours: left, botocores: right });
  }
  return { counts, differences };
}

/** Presigns operations of real services with botocore and with Inia. */
export async function comparePresigned(place: OraclePlace): Promise<SignerComparison> {
  const answers = askBotocore(place, presignedOperations.map((one) => ({ ...presignedShared, ...one }))); // prettier-ignore
  const counts: Record<string, number> = {};
  const differences: SignerDifference[] = [];
  for (const [i, one] of presignedOperations.entries()) {
    counts[one.service] = (counts[one.service] ?? 0) + 1;
    const ours = urlOf(await atTime(presignedShared.time, () => presignOurs(place.data, one)));
    const botocores = answers[i]!.answer ?? answers[i];
    if (!isDeepStrictEqual(ours, botocores)) differences.push({ one, ours, botocores });
  }
  return { counts, differences };
}
