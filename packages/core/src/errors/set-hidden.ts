/** Gives an object a property that is not enumerable: neither logged nor copied with the others. */
export function setHidden(target: object, key: PropertyKey, value: unknown): void {
  Object.defineProperty(target, key, { value, configurable: true, writable: true });
}
