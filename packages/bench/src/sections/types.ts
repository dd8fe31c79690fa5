import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { lastLines, runCommand } from "../../../../scripts/process/run-command.ts";
import { root } from "../../../../scripts/root.ts";
import { atMost, type Goal } from "../report/report.ts";
import { figure, times, withSpread } from "../report/figures.ts";
import { median } from "../statistics.ts";
import type { Bench, Section } from "./section.ts";

const compilers = [
  { name: "TypeScript 7", path: join(root, "node_modules/typescript/bin/tsc") },
  { name: "TypeScript 5.9", path: join(root, "packages/bench/node_modules/typescript-5.9/bin/tsc") },
] as const;

const inia = `import { S3Client, GetObject } from "@inia/s3";
import { DynamoDBClient, GetItem } from "@inia/dynamodb";
import { EC2Client, DescribeInstances } from "@inia/ec2";
const region = "eu-west-1";
export async function main(): Promise<number> {
  const { Body } = await new S3Client({ region }).send(GetObject, { Bucket: "b", Key: "k" });
  const { Item } = await new DynamoDBClient({ region }).send(GetItem, { TableName: "t", Key: { pk: { S: "k" } } });
  const { Reservations } = await new EC2Client({ region }).send(DescribeInstances, { MaxResults: 5 });
  return (Reservations?.length ?? 0) + (Item?.["pk"]?.S?.length ?? 0) + (Body ? 1 : 0);
}
`;

const v3 = `import { S3Client, GetObjectCommand } from "@aws-sdk/client-s3";
import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { EC2Client, DescribeInstancesCommand } from "@aws-sdk/client-ec2";
const region = "eu-west-1";
export async function main(): Promise<number> {
  const { Body } = await new S3Client({ region }).send(new GetObjectCommand({ Bucket: "b", Key: "k" }));
  const { Item } = await new DynamoDBClient({ region }).send(new GetItemCommand({ TableName: "t", Key: { pk: { S: "k" } } }));
  const { Reservations } = await new EC2Client({ region }).send(new DescribeInstancesCommand({ MaxResults: 5 }));
  return (Reservations?.length ?? 0) + (Item?.["pk"]?.S?.length ?? 0) + (Body ? 1 : 0);
}
`;

const programs: Readonly<Record<string, string>> = { empty: "export {};\n", inia, v3 };

/** What types cost whoever compiles against them. */
export const types: Section = {
  name: "types",
  title: "Checking types",
  declarations: true,
  async run(bench) {
    const goals: Goal[] = [];
    const rows: string[][] = [];
    for (const compiler of compilers) {
      for (const skipLibCheck of [false, true]) {
        const how = `${compiler.name}, skipLibCheck ${skipLibCheck ? "on" : "off"}`;
        bench.tell(how);
        const found = await measure(bench, compiler.path, skipLibCheck);
        goals.push(judge(how, found));
        for (const [name, milliseconds] of found) {
          rows.push([
            `${how}: ${name}`,
            typeof milliseconds === "string" ? milliseconds : withSpread(milliseconds),
          ]);
        }
      }
    }
    return {
      method:
        "Milliseconds that tsc takes, as a process, for a program of ten lines that uses S3, DynamoDB and EC2 with `strict` and the types of " +
        `Node; median of ${roundsOf(bench)} runs in turns, least and greatest in brackets. The goals are about the time above that for an empty file.`,
      goals,
      tables: [{ title: "tsc", head: ["", "ms"], rows }],
    };
  },
};

/** A run takes seconds: two thirds of the usual rounds must do. */
const roundsOf = ({ rounds }: Bench): number => Math.max(1, Math.round((rounds * 2) / 3));

/** Milliseconds by program, or what was wrong with it. */
type Found = Map<string, number[] | string>;

async function measure(bench: Bench, compiler: string, skipLibCheck: boolean): Promise<Found> {
  const found: Found = new Map(Object.keys(programs).map((name) => [name, []]));
  for (let round = 0; round < roundsOf(bench); round++) {
    for (const [name, text] of Object.entries(programs)) {
      const so = found.get(name)!;
      if (typeof so === "string") continue;
      const folder = join(bench.stage, "types", name);
      await writeProject(folder, text, skipLibCheck);
      const start = performance.now();
      const result = await runCommand(process.execPath, [compiler, "-p", "."], { cwd: folder });
      if (result.code === 0) so.push(performance.now() - start);
      else found.set(name, lastLines(result, 1));
    }
  }
  return found;
}

async function writeProject(folder: string, text: string, skipLibCheck: boolean): Promise<void> {
  const compilerOptions = {
    target: "es2022",
    lib: ["es2023", "esnext.disposable", "dom"],
    module: "nodenext",
    strict: true,
    noEmit: true,
    types: ["node"],
    skipLibCheck,
  };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), '{ "type": "module" }\n');
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["main.ts"] }));
  await writeFile(join(folder, "main.ts"), text);
}

function judge(how: string, found: Found): Goal {
  const middle = (name: string): number => {
    const milliseconds = found.get(name);
    return typeof milliseconds === "object" ? median(milliseconds) : NaN;
  };
  const above = (name: string): number => middle(name) - middle("empty");
  const beside = `${figure(above("inia"))} and ${figure(above("v3"))} ms above an empty file`;
  return atMost(`${how}, against v3`, above("inia") / above("v3"), 0.5, times, beside);
}
