import type { ProblemKind } from "../judge.ts";
import type { ConfigName, SdkName } from "../row.ts";
import { headline, type RowSummary, type Summary } from "./summary.ts";
import { sdkTitles } from "./terminal.ts";

/** What was compared, and on what. */
export interface Versions {
  readonly node: string;
  readonly inia: string;
  readonly peer: string;
  readonly platform: string;
}

/** Marks around the section that the load program writes. */
export const loadMarks: readonly [string, string] = ["<!-- load -->", "<!-- /load -->"];

/** Families whose single figures are given for the peer too; the others are about what only we promise. */
const comparedFamilies = ["A", "B", "C", "D"];

const rules = `
A **row** is a fault; its **cases** are the ways it comes in (for the first request only and for all of them, with each checksum, …).
Every case of every row runs in a process of its own, for each SDK, in two configurations:

- **D**: each SDK's defaults.
- **T**: tuned alike: connect 500 ms, head of the response 1 s, silence in a body 1 s, 3 attempts, and
  \`throwOnRequestTimeout\` for the AWS SDK.

The server is on the loopback and, where there are two processors, on one of its own. A case passes when

- it ends as it should: with the right data, or with an error of the right class, and after the right number of requests;
- it ends in time: 10 s, or 240 s for the rows whose defaults wait for minutes (A3 A6 A9 B1 B2 C7 C8 H5 H7, in D);
- there is no unhandled rejection or exception;
- 200 ms after \`destroy()\` nothing of it keeps the process alive, and 1 s after it the server has no open socket;
- the event loop was never busy for 100 ms in one piece (1 s for hostile documents): wall or processor time, whichever is less;
- memory grew by less than 64 MiB, or what the row says;
- no wrong data were returned as if they were right.

A row passes when all its cases do. A run is repeated once if it failed by time alone, or while the machine kept its process from a
processor for more than 100 ms; the table says so.

**What is not held against the AWS SDK.** Its errors have classes of their own: where an error is right, any error that names the
problem counts; only what shows a bug through it (a \`TypeError\` or \`RangeError\` without a code) does not. How often it repeats a request
is not counted; where the fault is in the first request only and a retry can mend it, the call must succeed. For proxies it has the
agent that its guide tells users to bring. Its Kinesis client uses HTTP/1.1, as ours does.
`.trim();

/** The page, from the figures of a run. `before` is the page as it was, of which the section about load is kept. */
export function renderReport(
  summaries: readonly Summary[],
  families: Readonly<Record<string, string>>,
  versions: Versions,
  before: string,
): string {
  const find = (sdk: SdkName, config: ConfigName): Summary | undefined =>
    summaries.find((summary) => summary.sdk === sdk && summary.config === config);
  const ours = [find("inia", "D"), find("inia", "T")];
  const parts = [
    "# Reliability",
    "<!-- Written by `pnpm faults --write`. Do not edit. -->",
    "What Inia does when servers, networks and callers go wrong, measured; beside it the AWS SDK for JavaScript v3, in the same run.",
    "## Faults",
    ...summaries.map(
      (summary) => `- **${sdkTitles[summary.sdk]}, ${summary.config}**: ${headline(summary)}.`,
    ),
    figures(summaries),
    `Inia ${versions.inia}; AWS SDK for JavaScript v3 ${versions.peer}; Node.js ${versions.node}, ${versions.platform}.`,
    "### By family",
    familyTable(summaries, families),
    "### How it is measured",
    rules,
    "### Row by row",
    "Inia. A number is the cases that passed, of all.",
    rowTable(ours, families),
    failures(ours),
    "### Repeat it",
    "```sh\npnpm generate sqs s3 dynamodb lambda cloudwatch kinesis stepfunctions polly\npnpm faults                    # all of it\npnpm faults --row 'A1,C*' --sdk inia --config T --verbose\npnpm faults --fast             # what npm test runs\n```",
    "## Load",
    loadSection(before),
  ];
  return `${parts
    .filter((part) => part !== "")
    .join("\n\n")
    .replaceAll(/(\n- .*)\n\n(?=- )/g, "$1\n")}\n`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function figures(summaries: readonly Summary[]): string {
  const rows = summaries.map((summary) => [
    `${sdkTitles[summary.sdk]}, ${summary.config}`,
    `${summary.passed}/${summary.rows.length}`,
    ...[
      summary.hangs,
      summary.unhandled,
      summary.leaked,
      summary.wrong,
      summary.runs,
      repeatedIn(summary),
    ].map(String),
  ]);
  return table(
    ["", "rows passed", "hangs", "unhandled", "leaked", "silently wrong", "runs", "of them repeated"],
    rows,
  );
}

function repeatedIn({ rows }: Summary): number {
  return rows.reduce((sum, { repeated }) => sum + repeated, 0);
}

function familyTable(summaries: readonly Summary[], families: Readonly<Record<string, string>>): string {
  const rows = Object.entries(families).map(([family, title]) => [
    `${family} ${title}`,
    ...summaries.map((summary) => {
      const own = summary.rows.filter(({ id }) => id.startsWith(family));
      if (own.length === 0 || (summary.sdk !== "inia" && !comparedFamilies.includes(family))) return "";
      return `${own.filter(({ failed }) => failed.length === 0).length}/${own.length}`;
    }),
  ]);
  return table(["", ...summaries.map(({ sdk, config }) => `${sdkTitles[sdk]}, ${config}`)], rows);
}

function rowTable(
  ours: readonly (Summary | undefined)[],
  families: Readonly<Record<string, string>>,
): string {
  const [first] = ours.filter((summary) => summary !== undefined);
  const cell = (summary: Summary | undefined, id: string): string => {
    const found = summary?.rows.find((one) => one.id === id);
    return found === undefined ? "" : passedOf(found);
  };
  const rows = (first?.rows ?? []).map(({ id, title }) => [
    id,
    `${title}${id.endsWith("1") && id.length === 2 ? ` _(${families[id[0]!]})_` : ""}`,
    ...ours.map((summary) => cell(summary, id)),
  ]);
  return table(["row", "fault", "D", "T"], rows);
}

function passedOf({ cases, failed, repeated }: RowSummary): string {
  const mark = failed.length === 0 ? "✓" : "✗";
  return `${mark} ${cases - failed.length}/${cases}${repeated > 0 ? `, ${repeated} repeated` : ""}`;
}

const kindNames: Readonly<Record<ProblemKind, string>> = {
  outcome: "another outcome",
  "wrong-data": "wrong data",
  hang: "no end in time",
  crash: "the process ended",
  unhandled: "unhandled rejection",
  leak: "something left open",
  loop: "event loop blocked",
  memory: "memory",
  requests: "number of requests",
  check: "what the row asks for besides",
};

function failures(ours: readonly (Summary | undefined)[]): string {
  const lines = ours.flatMap((summary) =>
    (summary?.rows ?? []).flatMap(({ id, failed }) =>
      failed.map(({ result, problems }) => {
        const kinds = [...new Set(problems.map(({ kind }) => kindNames[kind]))];
        return `- ${id}, ${result.case.name}, ${summary!.config}: ${kinds.join(", ")}`;
      }),
    ),
  );
  return lines.length === 0 ? "" : `What Inia does not pass:\n\n${lines.join("\n")}`;
}

function loadSection(before: string): string {
  const [open, close] = loadMarks;
  const from = before.indexOf(open);
  const to = before.indexOf(close);
  return from < 0 || to < from ? `${open}\n${close}` : before.slice(from, to + close.length);
}
