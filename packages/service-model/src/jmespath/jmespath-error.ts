/** What is wrong with an expression or with a value it was given; the words of the specification. */
export type JmespathErrorKind =
  "syntax" | "unknown-function" | "invalid-arity" | "invalid-type" | "invalid-value";

/** An expression that cannot be parsed, or a call of a built-in function that the specification forbids. */
export class JmespathError extends Error {
  override readonly name: string = "JmespathError";
  readonly kind: JmespathErrorKind;
  /** The whole expression, where it is known. */
  readonly expression: string | undefined;
  /** Offset in the expression, of syntax errors. */
  readonly position: number | undefined;

  constructor(kind: JmespathErrorKind, problem: string, expression?: string, position?: number) {
    const where = expression === undefined ? "" : ` in "${expression}"`;
    super(`${problem}${where}${position === undefined ? "" : ` at ${position}`}`);
    this.kind = kind;
    this.expression = expression;
    this.position = position;
  }
}
