/** Makes `console.log` and `util.inspect` of Node show something else than the object's fields: what it may show of itself. */
export function showAs(object: object, show: () => unknown): void {
  Object.defineProperty(object, Symbol.for("nodejs.util.inspect.custom"), { value: show });
}
