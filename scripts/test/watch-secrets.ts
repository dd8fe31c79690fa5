/**
 * Loaded before every test file: looks at all that a test prints and at every error of Inia's that it makes, and fails the
 * test when a secret shows.
 */
import { format } from "node:util";
import { afterAll, afterEach } from "vitest";
import { depthsOf, showsSecret, wordsOf } from "./find-secrets.ts";
import { addSecretsReport } from "./secrets-report.ts";

const brand = Symbol.for("@inia/core.error");
const Original = globalThis.Error;

let made: Error[] = [];
let printed: string[] = [];
const seen = new Set<string>();
const report = { errors: 0, prints: 0, hits: 0 };
const leaks: string[] = [];

// Inia's errors extend what `Error` is when its modules are loaded, which is after this.
const Recorded: ErrorConstructor = new Proxy(Original, {
  construct(target, args, newTarget) {
    const error = Reflect.construct(target, args, newTarget === Recorded ? target : newTarget) as Error;
    if (newTarget !== Recorded && made.push(error) === 500) look();
    return error;
  },
});
globalThis.Error = Recorded;

for (const name of ["log", "info", "warn", "error", "debug"] as const) {
  const print = console[name].bind(console);
  console[name] = (...args: unknown[]) => {
    printed.push(format(...args));
    print(...args);
  };
}

/** Looks at what has come together since the last time; in depth at one of the errors that are alike. */
function look(): void {
  for (const text of printed) if (showsSecret(text)) leaks.push(`printed: ${text}`);
  report.prints += printed.length;
  for (const error of made) {
    if (!(brand in error)) continue;
    report.errors += 1;
    const words = wordsOf(error);
    if (seen.has(words)) continue;
    seen.add(words);
    if (showsSecret(words + depthsOf(error))) leaks.push(words);
  }
  made = [];
  printed = [];
}

afterEach(() => {
  look();
  report.hits += leaks.length;
  const found = leaks.splice(0);
  if (found.length > 0) throw new Original(`secrets show:\n${found.join("\n")}`);
});

afterAll(() => {
  look();
  addSecretsReport({ ...report, hits: report.hits + leaks.length });
});
