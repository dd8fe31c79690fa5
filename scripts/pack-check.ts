/**
 * Installs the packed packages in a project outside of this one, as a user would: compiles the examples of the READMEs
 * at the strictest, and runs code by `import` and by `require` against a server on the loopback.
 */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readManifest } from "./build/manifest.ts";
import { startLoopbackAws } from "./pack/loopback-aws.ts";
import { examplesOf, type Example } from "./pack/readme-examples.ts";
import { lastLines, runCommand } from "./process/run-command.ts";
import { root } from "./root.ts";
import { printError, step, StepError } from "./steps/step.ts";

const help = `Usage: tsx scripts/pack-check.ts

Needs pnpm build sqs s3. Packs the packages, installs them in a temporary project without the network,
compiles the examples of the READMEs against them and runs calls by import and by require.`;

const packages = ["core", "service-model", "dynamic", "testing"];
const clients = ["services/sqs", "services/s3"];
const pages = [
  "README.md",
  "packages/core/README.md",
  "packages/dynamic/README.md",
  "packages/testing/README.md",
];

/** Each prints one line for a call that worked. */
const listQueues = `new SQS({ region: "us-west-2" }).listQueues({}).then((out) => console.log(out.QueueUrls.length, "queue"))`;
const programs = {
  "import.mjs": `import { SQS } from "@inia/sqs";\n${listQueues};\n`,
  "require.cjs": `const { SQS } = require("@inia/sqs");\n${listQueues};\n`,
};

async function main(): Promise<void> {
  if (process.argv.includes("--help")) return console.log(help);
  const project = await mkdtemp(join(tmpdir(), "inia-pack-"));
  try {
    const tarballs = join(project, "tarballs");
    await step("Pack", () => pack(tarballs));
    await step("Install", () => installInto(project, tarballs));
    await step("What is installed", () => checkInstalled(project));
    const examples = await readExamples();
    await step("Compile the examples", () => compile(project, examples));
    await step("Run", () => runAll(project, examples));
  } finally {
    await rm(project, { recursive: true, force: true });
  }
}

/** Packs with pnpm, which writes versions for `workspace:`; clients, which are no packages of the workspace, with npm. */
async function pack(to: string): Promise<string> {
  const paths = [...packages, ...clients].map((folder) => join(root, "packages", folder));
  const unbuilt = paths.filter((path) => !existsSync(join(path, "dist/index.js")));
  if (unbuilt.length > 0) throw new StepError(`Not built: ${unbuilt.join(", ")}. First: pnpm build sqs s3`);
  const { packageManager } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {
    packageManager: string;
  };
  const filters = packages.flatMap((name) => ["--filter", `@inia/${name}`]);
  const destination = ["--pack-destination", to];
  await mkdir(to);
  await Promise.all([
    must("npx", ["--yes", packageManager, "--recursive", ...filters, "pack", ...destination], { cwd: root }),
    must("npm", ["pack", ...clients.map((name) => `./packages/${name}`), ...destination], { cwd: root }),
  ]);
  return `${(await readdir(to)).length} packages`;
}

/** Makes a project that depends on the tarballs and installs it without the network. */
async function installInto(project: string, tarballs: string): Promise<void> {
  const files = await readdir(tarballs);
  const dependencies = Object.fromEntries(
    [...packages, ...clients].map((folder) => {
      const { name } = readManifest(`packages/${folder}`);
      const file = files.find((tarball) => tarball.startsWith(`${name.slice(1).replace("/", "-")}-0`));
      if (file === undefined) throw new StepError(`${name} was not packed: ${files.join(", ")}`);
      return [name, `file:tarballs/${file}`];
    }),
  );
  await writeFile(
    join(project, "package.json"),
    JSON.stringify({ private: true, type: "module", dependencies }),
  );
  await must("npm", ["install", "--offline", "--no-audit", "--no-fund"], { cwd: project });
}

/** Users install Inia and nothing else: no package of a third party, to be audited and kept up to date, and no install script. */
async function checkInstalled(project: string): Promise<string> {
  const lock = JSON.parse(await readFile(join(project, "package-lock.json"), "utf8")) as {
    packages: Readonly<Record<string, { readonly hasInstallScript?: boolean }>>;
  };
  const installed = Object.keys(lock.packages).filter((path) => path !== "");
  const strangers = installed.filter((path) => !/^node_modules\/@inia\/[\w-]+$/.test(path));
  if (strangers.length > 0) throw new StepError(`Installed besides Inia: ${strangers.join(", ")}`);
  const scripted = installed.filter((path) => lock.packages[path]?.hasInstallScript);
  if (scripted.length > 0) throw new StepError(`Runs something when it is installed: ${scripted.join(", ")}`);
  return `${installed.length} packages, none of others, no install script`;
}

async function readExamples(): Promise<Example[]> {
  const lists = pages
    .filter((page) => existsSync(join(root, page)))
    .map(async (page) => examplesOf(page, await readFile(join(root, page), "utf8")));
  return (await Promise.all(lists)).flat();
}

/** Compiles the examples, with libraries checked, for both ways in which modules are found. */
async function compile(project: string, examples: readonly Example[]): Promise<string> {
  const files = examples.map(({ place }) => `${place.replace(/\W+/g, "-")}.ts`);
  await Promise.all(examples.map(({ code }, i) => writeFile(join(project, files[i] ?? ""), code)));
  for (const module of ["nodenext", "preserve"]) {
    const compilerOptions = {
      target: "es2022",
      lib: ["es2023", "esnext.disposable"],
      module,
      ...(module === "preserve" && { moduleResolution: "bundler" }),
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      types: ["node"],
      typeRoots: [join(root, "node_modules/@types")],
      outDir: `compiled-${module}`,
    };
    const config = `tsconfig.${module}.json`;
    await writeFile(join(project, config), JSON.stringify({ compilerOptions, files }));
    await must(join(root, "node_modules/.bin/tsc"), ["-p", config], { cwd: project });
  }
  return `${examples.length} examples`;
}

/** Runs the first example of the README and the programs; all calls go to a server on the loopback. */
async function runAll(project: string, examples: readonly Example[]): Promise<string> {
  const server = await startLoopbackAws();
  const env = {
    AWS_ENDPOINT_URL: server.endpoint,
    AWS_ACCESS_KEY_ID: "testing",
    AWS_SECRET_ACCESS_KEY: "testing",
    AWS_CONFIG_FILE: join(project, "none"),
    AWS_SHARED_CREDENTIALS_FILE: join(project, "none"),
    AWS_PROFILE: undefined,
    NODE_NO_WARNINGS: "1",
  };
  try {
    const first = `compiled-nodenext/${examples[0]?.place.replace(/\W+/g, "-")}.js`;
    const said = (await must(process.execPath, [first], { cwd: project, env })).trim();
    if (said !== "olá") throw new StepError(`The first example of README.md printed: ${said}`);
    for (const [file, code] of Object.entries(programs)) {
      await writeFile(join(project, file), code);
      const output = (await must(process.execPath, [file], { cwd: project, env })).trim();
      if (output !== "1 queue") throw new StepError(`${file} printed: ${output}`);
    }
    return "the README's first example, import, require";
  } finally {
    await server.stop();
  }
}

async function must(
  command: string,
  args: readonly string[],
  options: { cwd: string; env?: Record<string, string | undefined> },
): Promise<string> {
  const result = await runCommand(command, args, options);
  if (result.code !== 0)
    throw new StepError(`${command} ${args.join(" ")} failed:\n${lastLines(result, 60)}`);
  return result.stdout;
}

main().then(
  () => console.log("pack-check: passed"),
  (error: unknown) => {
    printError(error);
    process.exitCode = 1;
  },
);
