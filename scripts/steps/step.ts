/** A problem that is told as it is, without a stack: what failed and what to do. */
export class StepError extends Error {}

const colours = process.stdout.isTTY === true && process.env["NO_COLOR"] === undefined;

/** Text in green on a terminal, plain elsewhere. */
export function green(text: string): string {
  return colours ? `\u001b[32m${text}\u001b[39m` : text;
}

/** Text in red on a terminal, plain elsewhere. */
export function red(text: string): string {
  return colours ? `\u001b[31m${text}\u001b[39m` : text;
}

/** Runs one step of a program and prints its name, what it returns to be shown, and how long it took. */
export async function step(name: string, work: () => Promise<string | void> | string | void): Promise<void> {
  const start = performance.now();
  process.stdout.write(`• ${name} … `);
  try {
    const shown = await work();
    console.log(`${shown === undefined ? "" : `${shown} `}(${seconds(start)})`);
  } catch (error) {
    console.log(red(`failed (${seconds(start)})`));
    throw error;
  }
}

/** Prints an error for people: the message of a {@link StepError} or of a wrong option, the stack of anything else. */
export function printError(error: unknown): void {
  const isOption =
    error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
  if (error instanceof StepError || isOption) console.error(`\n${error.message}`);
  else console.error("\n", error);
}

function seconds(start: number): string {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}
