/** Writes docs/configuration.md: every setting, from the tables and types of the core. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { configurationPage } from "./configuration/page.ts";
import { root } from "./root.ts";

const help = `Usage: pnpm docs:config

Writes docs/configuration.md from the settings of packages/core/src/config. A test tells when the page is older than they are.`;

if (process.argv.includes("--help")) console.log(help);
else {
  writeFileSync(join(root, "docs/configuration.md"), await configurationPage());
  console.log("docs/configuration.md is written");
}
