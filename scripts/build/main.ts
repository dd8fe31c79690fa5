/** Builds the package in whose folder it is run: the `build` script of the hand-written packages. */
import { relative } from "node:path";
import { root } from "../root.ts";
import { printError } from "../steps/step.ts";
import { buildPackage } from "./build-package.ts";

buildPackage(relative(root, process.cwd())).catch((error: unknown) => {
  printError(error);
  process.exitCode = 1;
});
