/** Counts the public declarations of built packages, and looks for `any` in those of generated clients. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findAny } from "./declarations/find-any.ts";
import { root } from "./root.ts";
import { generatedServices } from "./steps/generated-services.ts";
import { demoFixtures, demoServices } from "./steps/prepare.ts";
import { printError, StepError } from "./steps/step.ts";

const help = `Usage: pnpm check:declarations [service…] [--all] [--verbose]

Counts bytes of declarations (.d.ts) of built clients, and fails where one of them has the type any.
Checks the clients that the examples need, or those named. First: pnpm build with the same names.

  --all      every client that has been built
  --verbose  a line for each client
  --help     this text`;

/** What the declarations of one package hold. */
interface Declarations {
  readonly name: string;
  readonly files: number;
  readonly bytes: number;
  /** Where the type `any` stands. */
  readonly places: readonly string[];
}

function main(): void {
  const flag = { type: "boolean" } as const;
  const { values, positionals } = parseArgs({
    options: { all: flag, verbose: flag, help: flag },
    allowPositionals: true,
  });
  if (values.help) return console.log(help);
  const clients = chooseClients(positionals, values.all === true).map((name) =>
    read(`packages/services/${name}`),
  );
  if (values.verbose) {
    for (const { name, files, bytes } of clients) console.log(`${name}: ${files} files, ${shown(bytes)}`);
  }
  const places = clients.flatMap((client) => client.places);
  for (const place of places.slice(0, 50)) console.log(`${place}: any`);
  const bytes = clients.reduce((sum, client) => sum + client.bytes, 0);
  const sorted = clients.toSorted((a, b) => a.bytes - b.bytes);
  const middle = sorted[sorted.length >> 1]!;
  const biggest = sorted.at(-1)!;
  console.log(
    `check-declarations: ${clients.length} clients, ${shown(bytes)}; the middle one ${middle.name} ${shown(middle.bytes)}, ` +
      `the biggest ${biggest.name} ${shown(biggest.bytes)}; any: ${places.length}`,
  );
  if (places.length > 0) process.exitCode = 1;
}

function chooseClients(named: readonly string[], all: boolean): readonly string[] {
  const built = generatedServices().filter((name) => existsSync(join(root, "packages/services", name, "dist/index.d.ts"))); // prettier-ignore
  const wanted = all ? built : named.length > 0 ? named : [...demoServices, ...demoFixtures];
  const missing = wanted.filter((name) => !built.includes(name));
  if (missing.length > 0 || wanted.length === 0) {
    throw new StepError(
      `Not built: ${missing.join(", ")}. First: pnpm build ${missing.join(" ") || "--all"}`,
    );
  }
  return wanted;
}

function read(folder: string): Declarations {
  const files = readdirSync(join(root, folder, "dist"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".d.ts"))
    .sort();
  const texts = files.map((file) => [file, readFileSync(join(root, folder, "dist", file), "utf8")] as const);
  return {
    name: folder.slice(folder.lastIndexOf("/") + 1),
    files: files.length,
    bytes: texts.reduce((sum, [, text]) => sum + Buffer.byteLength(text), 0),
    places: texts.flatMap(([file, text]) => findAny(text).map((line) => `${folder}/dist/${file}:${line}`)),
  };
}

function shown(bytes: number): string {
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

try {
  main();
} catch (error) {
  printError(error);
  process.exitCode = 1;
}
