/** What `pnpm generate` says while it works and when it is done. */
import type { WriteStream } from "node:tty";
import type { ServiceResult } from "./generate-service.ts";

/** Where text goes; `process.stdout` fits. */
export type Output = Pick<WriteStream, "write"> & { readonly isTTY?: boolean; readonly columns?: number };

const escapes = { red: "\u001b[31m", green: "\u001b[32m", dim: "\u001b[2m", reset: "\u001b[0m" };

/** One line that changes on a terminal, a line per some services elsewhere; colour only on a terminal. */
export class Progress {
  readonly #output: Output;
  readonly #total: number;
  readonly #started: number = performance.now();
  #done = 0;

  constructor(output: Output, total: number) {
    this.#output = output;
    this.#total = total;
  }

  /** Says that a service is done. */
  report({ name, state }: ServiceResult): void {
    this.#done += 1;
    const text = `${this.#done}/${this.#total} ${name} ${state}`;
    if (this.#output.isTTY)
      this.#output.write(`\r\u001b[2K${text.slice(0, (this.#output.columns ?? 80) - 1)}`);
    else if (this.#total <= 20 || this.#done % 50 === 0 || state === "failed")
      this.#output.write(`${text}\n`);
  }

  /** Says how it went: sums, and every failure with its reasons. */
  finish(results: readonly ServiceResult[], patches: number): void {
    if (this.#output.isTTY) this.#output.write("\r\u001b[2K");
    const seconds = (performance.now() - this.#started) / 1000;
    for (const result of results.filter(({ state }) => state === "failed" || state === "stale"))
      this.#failure(result);
    this.#output.write(`${summary(results, patches, seconds)}\n`);
  }

  #failure({ name, state, problems }: ServiceResult): void {
    this.#output.write(`${this.#paint("red", `${name} ${state}`)}\n`);
    for (const problem of problems.slice(0, 10)) this.#output.write(`  ${problem}\n`);
    if (problems.length > 10) this.#output.write(this.#paint("dim", `  and ${problems.length - 10} more\n`));
  }

  #paint(colour: "red" | "green" | "dim", text: string): string {
    return this.#output.isTTY ? `${escapes[colour]}${text}${escapes.reset}` : text;
  }
}

/** The sums of a run, in a few lines. */
export function summary(results: readonly ServiceResult[], patches: number, seconds: number): string {
  const sum = (of: (result: ServiceResult) => number | undefined): number =>
    results.reduce((total, result) => total + (of(result) ?? 0), 0);
  const states = new Map<string, number>();
  for (const { state } of results) states.set(state, (states.get(state) ?? 0) + 1);
  const counted = (["written", "unchanged", "fresh", "stale", "failed"] as const)
    .filter((state) => states.has(state))
    .map((state) => `${states.get(state)} ${state}`);
  const standard = sum(({ counts }) => (counts?.endpoint === "standard" ? 1 : 0));
  const compiled = sum(({ counts }) => (counts?.endpoint === "compiled" ? 1 : 0));
  return [
    `${plural(results.length, "service")}: ${counted.join(", ")}`,
    `${plural(
      sum(({ counts }) => counts?.operations),
      "operation",
    )}, ${plural(
      sum(({ counts }) => counts?.shapes),
      "shape",
    )}`,
    `${plural(
      sum(({ files }) => files),
      "file",
    )}, ${(sum(({ counts }) => counts?.bytes) / 1e6).toFixed(1)} MB`,
    `endpoint rulesets: ${standard} standard, ${compiled} compiled; ${patches.toLocaleString("en")} patch${patches === 1 ? "" : "es"} applied`,
    `${seconds.toFixed(1)} s`,
  ].join("\n");
}

function plural(count: number, what: string): string {
  return `${count.toLocaleString("en")} ${what}${count === 1 ? "" : "s"}`;
}
