import { build } from "esbuild";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { atMost, type Goal, type Table } from "../report/report.ts";
import { figure, times, withSpread } from "../report/figures.ts";
import { startLines } from "../run/line-process.ts";
import { median } from "../statistics.ts";
import type { Bench, Section } from "./section.ts";

/** First calls: service, client, operation. */
const programs = [
  ["s3", "S3Client", "GetObject"],
  ["dynamodb", "DynamoDBClient", "GetItem"],
  ["sqs", "SQSClient", "SendMessage"],
  ["ec2", "EC2Client", "DescribeInstances"],
] as const;

type Program = (typeof programs)[number];

/** How a first call may cost at most, against v3's in the same form. */
const limits = { bundled: 0.28, unbundled: 0.25 } as const;

const ready = `process.stdout.write("ready\\n");`;

/** The program of each contestant: imports, a client, a call, and a word when the answer is there. */
const texts: Readonly<Record<string, (program: Program) => string>> = {
  inia: ([service, client, operation]) =>
    `import { ${client}, ${operation} } from "@inia/${service}";
import { credentials, inputs, region } from "../inputs.mjs";
const client = new ${client}({ region, credentials, endpoint: process.argv[2] });
const output = await client.send(${operation}, inputs[process.argv[3]]);
if (output.Body) await output.Body.bytes();
${ready}
process.exit();`,
  v3: ([service, client, operation]) =>
    `import { ${client}, ${operation}Command } from "@aws-sdk/client-${service}";
import { credentials, inputs, region } from "../inputs.mjs";
const client = new ${client}({ region, credentials, endpoint: process.argv[2], forcePathStyle: true, useQueueUrlAsEndpoint: false });
const output = await client.send(new ${operation}Command(inputs[process.argv[3]]));
if (output.Body) await output.Body.transformToByteArray();
${ready}
process.exit();`,
  "node-http": () =>
    `import { open } from "../calls/node-http.mjs";
await (await open(process.argv[3], process.argv[2]))();
${ready}
process.exit();`,
  empty: () => ready,
};

/** Who is timed: a file to run. */
interface Runner {
  readonly label: string;
  readonly file: string;
}

/** The time to the first answer. */
export const startUp: Section = {
  name: "start-up",
  title: "The first call of a process",
  async run(bench) {
    const goals: Goal[] = [];
    const tables: Table[] = [];
    const rounds = bench.rounds * 3;
    for (const program of programs) {
      const [service, , operation] = program;
      const asked = `${service}.${operation}${service === "ec2" ? " few" : ""}`;
      bench.tell(asked);
      const runners = await writeRunners(bench, program);
      const found = await measure(bench, runners, asked, rounds);
      goals.push(...judge(asked, found));
      tables.push(tableOf(asked, found));
    }
    return {
      method:
        `Milliseconds from starting a Node process to the first answer, above those of an empty process in the same round; median of ${rounds} rounds after ` +
        "one that is not counted, least and greatest in brackets. Credentials are passed. Bundled with esbuild, minified; v3 at its best, with `--main-fields=module,main`.",
      goals,
      tables,
    };
  },
};

async function writeRunners(bench: Bench, program: Program): Promise<Runner[]> {
  const folder = join(bench.stage, "start-up");
  await mkdir(folder, { recursive: true });
  const runners: Runner[] = [];
  for (const [name, textOf] of Object.entries(texts)) {
    const source = join(folder, `${program[0]}-${name}.mjs`);
    await writeFile(source, textOf(program));
    if (name === "empty" || name === "node-http") {
      runners.push({ label: name, file: source });
      continue;
    }
    const file = source.replace(/\.mjs$/, "-bundled.mjs");
    await bundle(source, file, name === "v3");
    runners.push({ label: `${name}, unbundled`, file: source }, { label: `${name}, bundled`, file });
  }
  return runners;
}

/** v3 has CommonJS inside, which asks for `require`. */
async function bundle(source: string, outfile: string, esModules: boolean): Promise<void> {
  const require =
    "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
  await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    minify: true,
    platform: "node",
    format: "esm",
    logLevel: "silent",
    ...(esModules && { mainFields: ["module", "main"], banner: { js: require } }),
  });
}

/** Milliseconds above an empty process by runner, or what was wrong with it. */
type Found = Map<string, number[] | string>;

async function measure(
  bench: Bench,
  runners: readonly Runner[],
  asked: string,
  rounds: number,
): Promise<Found> {
  const found: Found = new Map(
    runners.filter(({ label }) => label !== "empty").map(({ label }) => [label, []]),
  );
  const empty = runners.find(({ label }) => label === "empty")!;
  for (let round = -1; round < rounds; round++) {
    const nothing = await timeOf(bench, empty.file, asked);
    for (const { label, file } of runners) {
      const so = found.get(label);
      if (!Array.isArray(so)) continue;
      try {
        const time = await timeOf(bench, file, asked);
        if (round >= 0) so.push(time - nothing);
      } catch (error) {
        found.set(label, (error as Error).message);
      }
    }
  }
  return found;
}

async function timeOf({ endpoint, stage }: Bench, file: string, asked: string): Promise<number> {
  const start = performance.now();
  const child = startLines("contestant", process.execPath, [file, endpoint, asked], { cwd: stage });
  try {
    const word = await child.ask();
    if (word !== "ready") throw new Error(`said ${word}`);
    return performance.now() - start;
  } finally {
    await child.stop();
  }
}

function judge(asked: string, found: Found): Goal[] {
  const of = (label: string): number[] => {
    const rounds = found.get(label);
    return Array.isArray(rounds) ? rounds : [];
  };
  const floor = figure(median(of("node-http")));
  return (["bundled", "unbundled"] as const).map((form) => {
    const [own, theirs] = [of(`inia, ${form}`), of(`v3, ${form}`)];
    const ratio = median(own.map((time, round) => time / (theirs[round] ?? NaN)));
    const beside = `${figure(median(own))} ms; v3 ${figure(median(theirs))} ms, node:http ${floor} ms`;
    return atMost(`${asked}, ${form}, against v3`, ratio, limits[form], times, beside);
  });
}

function tableOf(asked: string, found: Found): Table {
  const rows = [...found].map(([label, rounds]) => [
    label,
    typeof rounds === "string" ? rounds : withSpread(rounds),
  ]);
  return { title: asked, head: ["", "ms above an empty process"], rows };
}
