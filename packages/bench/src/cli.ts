/** `pnpm bench`: bytes of one-operation bundles. Needs the clients: `pnpm generate sqs sns sts …`. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bundle, type Platform } from "./bundle.ts";
import { programs } from "./programs.ts";

const help = `Usage: pnpm bench

Prints the size of bundles of one operation each (esbuild, minified, default flags), for Node with its whole
credential chain and for browsers, beside the ceilings that the tests hold them to.`;

async function main(): Promise<void> {
  if (process.argv.includes("--help")) return console.log(help);
  console.log(
    `${"program".padEnd(32)}${"platform".padEnd(10)}${"bytes".padStart(9)}${"gzip".padStart(8)}${"ceiling".padStart(9)}`,
  );
  for (const program of programs) {
    const name = `${program.service} ${program.operation}`;
    if (
      !existsSync(fileURLToPath(new URL(`../../services/${program.service}/src/index.ts`, import.meta.url)))
    ) {
      console.log(`${name.padEnd(32)}not generated`);
      continue;
    }
    for (const platform of ["node", "browser"] satisfies Platform[]) {
      const { size, gzip } = await bundle(program, platform);
      const cells = [size, gzip, program.ceiling[platform]].map((n, i) =>
        String(n).padStart(i === 1 ? 8 : 9),
      );
      console.log(`${name.padEnd(32)}${platform.padEnd(10)}${cells.join("")}`);
    }
  }
}

await main();
