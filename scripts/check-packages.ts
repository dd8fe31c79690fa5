/** Checks what layers and linters do not: the manifests, names and sizes of files, and words that tell of one machine. */
import { projectFiles, readSource } from "./project-files.ts";
import { checkFiles } from "./packages/check-files.ts";
import { checkManifests } from "./packages/check-manifests.ts";
import { generatedServices } from "./steps/generated-services.ts";

const help = `Usage: tsx scripts/check-packages.ts

Checks every package.json (no install scripts, allowed dependencies, what is published), the names and
sizes of hand-written files, and that no file names a machine's folders or package registry.`;

function main(): void {
  if (process.argv.includes("--help")) return console.log(help);
  const files = projectFiles((path) => !/\.(png|gz|zip|bin)$/.test(path));
  const manifests = files.filter((file) => file.path.endsWith("package.json"));
  const generated = generatedServices().map((name) => readSource(`packages/services/${name}/package.json`));
  const problems = [...checkFiles(files), ...checkManifests([...manifests, ...generated])];
  for (const problem of problems) console.error(problem);
  console.log(
    `packages: ${files.length} files, ${manifests.length + generated.length} manifests, ${problems.length} problems`,
  );
  process.exitCode = problems.length === 0 ? 0 : 1;
}

main();
