import { lastLines, runCommand, typescriptProgram, type CommandOptions } from "../process/run-command.ts";
import { StepError } from "./step.ts";

/** Runs a TypeScript program of the project to its end; throws a {@link StepError} with its last lines when it fails. */
export function runProgram(
  file: string,
  args: readonly string[] = [],
  options?: CommandOptions,
): Promise<string> {
  return mustRun(process.execPath, typescriptProgram(file, ...args), `${file} ${args.join(" ")}`, options);
}

/** Runs a tool of the workspace (`tsc`, `vitest`, `oxlint`); throws a {@link StepError} when it fails. */
export function runTool(tool: string, args: readonly string[], options?: CommandOptions): Promise<string> {
  const path = `node_modules/.bin/${tool}`;
  return mustRun(path, args, `${tool} ${args.join(" ")}`, options);
}

async function mustRun(
  command: string,
  args: readonly string[],
  shown: string,
  options?: CommandOptions,
): Promise<string> {
  const result = await runCommand(command, args, options);
  if (result.code !== 0) throw new StepError(`${shown.trim()} failed:\n${lastLines(result, 40)}`);
  return result.stdout.trim();
}
