/** Watches the prototypes of the language, and the values that are made of responses. */

const watched: readonly object[] = [
  Object,
  Array,
  Function,
  String,
  Number,
  Date,
  Map,
  Set,
  Promise,
  Error,
  Uint8Array,
].map(({ prototype }) => prototype as object);

const known = watched.map((prototype) =>
  Reflect.ownKeys(prototype).map((key) => [key, valueOf(prototype, key)] as const),
);

function valueOf(object: object, key: PropertyKey): unknown {
  const descriptor = Object.getOwnPropertyDescriptor(object, key);
  return descriptor?.get ?? descriptor?.value;
}

/** The first of the language's own prototypes that is not what it was; undefined when all are. */
export function changedPrototype(): string | undefined {
  for (const [index, prototype] of watched.entries()) {
    const before = known[index]!;
    if (Reflect.ownKeys(prototype).length !== before.length) return prototype.constructor.name;
    for (const [key, value] of before) {
      // The length of a list's own prototype is a value like any other.
      if (!Object.is(valueOf(prototype, key), value)) return `${prototype.constructor.name}.${String(key)}`;
    }
  }
  return undefined;
}

const fine: ReadonlySet<unknown> = new Set([
  Object.prototype,
  Array.prototype,
  Date.prototype,
  Uint8Array.prototype,
  null,
]);

/** The path to the first object of a value whose prototype is not the plain one; undefined when there is none. */
export function strangePrototype(value: unknown, path = "$", depth = 0): string | undefined {
  if (typeof value !== "object" || value === null || depth > 1_000) return undefined;
  if (!fine.has(Object.getPrototypeOf(value))) return path;
  if (value instanceof Uint8Array || value instanceof Date) return undefined;
  for (const key of Object.keys(value)) {
    const member = Object.getOwnPropertyDescriptor(value, key)!.value as unknown;
    const found = strangePrototype(member, `${path}.${key}`, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
