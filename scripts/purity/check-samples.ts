import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../root.ts";
import type { Bundler } from "./bundler.ts";
import type { Stage } from "./stage-packages.ts";

/** A client and operations of it that are bundled, each by itself. */
export interface Sample {
  readonly client: string;
  readonly className: string;
  /** Names that the client exports. */
  readonly operations: readonly string[];
  /** Name of each operation on the wire, by the name that the client exports. */
  readonly names: ReadonlyMap<string, string>;
}

/** Bundles that were made, their sizes in characters, and a line for each that holds what is not asked for. */
export interface SampleResult {
  readonly bundles: number;
  readonly sizes: readonly number[];
  readonly problems: readonly string[];
}

/** What the `name` of a protocol looks like in the core. */
const protocolNames = ["json", "query", "ec2", "rest-json", "rest-xml", "smithy-rpc-v2-cbor"];

/** Draws operations of the client of a folder, from the root; `random` gives a number from 0 up to what it is given. */
export async function drawSample(
  client: string,
  operations: number,
  random: (below: number) => number,
  source: string = `packages/services/${client}`,
): Promise<Sample> {
  const folder = join(root, source, "src");
  const names = new Map<string, string>();
  for (const file of (await readdir(join(folder, "operations"))).sort()) {
    const text = await readFile(join(folder, "operations", file), "utf8");
    const found = /^export const (\w+):[^]*?= \{\s+name: "(\w+)"/m.exec(text);
    if (found) names.set(found[1]!, found[2]!);
  }
  const className = /^export class (\w+) /m.exec(await readFile(join(folder, "client.ts"), "utf8"))![1]!;
  const drawn = [...names.keys()];
  while (drawn.length > operations) drawn.splice(random(drawn.length), 1);
  return { client, className, operations: drawn, names };
}

/** Bundles one operation at a time, core included, and looks for other operations and protocols in the bundle. */
export async function checkSamples(
  stage: Stage,
  samples: readonly Sample[],
  bundler: Bundler,
): Promise<SampleResult> {
  const problems: string[] = [];
  const sizes: number[] = [];
  const wholeCore = await stage.addModule(
    `core-${bundler.name}`,
    `import * as core from "@inia/core/service";\nglobalThis.core = core;\n`,
  );
  // Some operations are in the core, which calls them itself, such as that which opens a session of S3 Express.
  const always = namesIn((await bundler.bundle([wholeCore])).get(wholeCore)!);
  for (const sample of samples) {
    const { client, className, operations } = sample;
    const modules = await Promise.all(
      operations.map((operation) =>
        stage.addModule(
          `sample-${bundler.name}-${client}-${operation}`,
          `import { ${className}, ${operation} } from "@inia/${client}";\nnew ${className}({}).send(${operation}, {});\n`,
        ),
      ),
    );
    const bundles = await bundler.bundle(modules);
    modules.forEach((module, index) => {
      const text = bundles.get(module)!;
      sizes.push(text.length);
      for (const problem of strangersIn(text, sample, operations[index]!, always)) {
        problems.push(`${client} ${operations[index]}: ${bundler.name} keeps ${problem}`);
      }
    });
  }
  return { bundles: sizes.length, sizes, problems };
}

function strangersIn(
  text: string,
  { names }: Sample,
  operation: string,
  always: ReadonlySet<string>,
): string[] {
  const found = namesIn(text);
  const own = names.get(operation)!;
  if (!found.has(own)) return [`nothing of the operation itself`];
  const others = [...new Set(names.values())].filter(
    (name) => name !== own && found.has(name) && !always.has(name),
  );
  const protocols = protocolNames.filter((name) => found.has(name));
  const problems = others.map((name) => `the operation ${name}`);
  if (protocols.length !== 1) problems.push(`${protocols.length} protocols (${protocols.join(", ")})`);
  return problems;
}

/** Every text that is the value of a property `name`. */
function namesIn(text: string): Set<string> {
  return new Set([...text.matchAll(/\bname:\s*["'`]([\w-]+)["'`]/g)].map(([, name]) => name!));
}
