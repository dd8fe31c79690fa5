import { inspect } from "node:util";

/**
 * How the secrets of the tests look: `canary` is a part of them, as it is or in base64, wherever it begins there; or they
 * are AWS's own example.
 */
const secret = /canary|wJalrXUtnFEMI|Y2FuYXJ5|NhbmFye|jYW5hcn/i;

/** Whether a secret shows in a text. */
export function showsSecret(text: string): boolean {
  return secret.test(text);
}

/** What an error says at first sight: its words, its own fields, its cause. Errors alike in this are alike. */
export function wordsOf(error: Error): string {
  return `${error.name} ${error.message} ${JSON.stringify(error)} ${inspect(error.cause, { depth: 0 })}`;
}

/** Everything that can be seen of an error, hidden fields and causes included. */
export function depthsOf(error: Error): string {
  return inspect(error, { depth: 10, showHidden: true, maxArrayLength: 1_000 });
}
