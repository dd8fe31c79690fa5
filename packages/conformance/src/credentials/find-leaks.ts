import { inspect } from "node:util";

/**
 * Every secret of these tests has the word `canary` in it; it must not show as it is, nor in base64 (at any of the three
 * places where it may begin), nor in hexadecimal. Nor must signatures show.
 */
const secret = /canary|Y2FuYXJ5|NhbmFye|jYW5hcn|63616e617279|signature(?:=|"?: *")[0-9a-f]{64}/i;

/** Credentials that a local service hands out: which key it is can be told from secret and token, and both are canaries. */
export function secretOf(key: string): string {
  return `canary-secret-of-${key}`;
}

/** The session token that belongs to a key. */
export function tokenOf(key: string): string {
  return `canary-token-of-${key}`;
}

/** Ways in which a program shows a value to people, files and other programs without meaning to. */
const views: Readonly<Record<string, (value: unknown) => unknown>> = {
  inspect: (value) => inspect(value),
  "inspect everything": (value) => inspect(value, { depth: Infinity, showHidden: true, getters: true }),
  "inspect inside": (value) => inspect({ list: [value], map: new Map([["value", value]]) }, { depth: 20 }),
  JSON: (value) => JSON.stringify(value, bigintAsText),
  "JSON inside": (value) => JSON.stringify({ list: [value] }, bigintAsText),
  text: (value) => String(value),
};

/** Ways that hold for what is thrown: an error's own fields are there to be read, and must be fit to be seen. */
const errorViews: Readonly<Record<string, (value: unknown) => unknown>> = {
  walk: (value) => walk(value, new Set()),
  stack: (value) => (value instanceof Error ? value.stack : undefined),
};

/** Where secrets show in what a program may print of these values: lines `<name>: <view>`; none is what should be. */
export function findLeaks(values: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(values).flatMap(([name, value]) =>
    Object.entries(value instanceof Error ? { ...views, ...errorViews } : views)
      .filter(([, view]) => secret.test(String(view(value))))
      .map(([view]) => `${name}: ${view}`),
  );
}

/** All text that can be reached from a value over its own properties, hidden ones too, and over the causes of errors. */
function walk(value: unknown, seen: Set<object>): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null || seen.has(value)) return "";
  seen.add(value);
  const inner = Reflect.ownKeys(value).map((key) => {
    const descriptor = Object.getOwnPropertyDescriptor(value, key);
    return `${String(key)}: ${walk(descriptor && "value" in descriptor ? descriptor.value : undefined, seen)}`;
  });
  return inner.join("\n");
}

function bigintAsText(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}
