/** Parser of JMESPath expressions (https://jmespath.org/specification.html): precedence climbing over tokens. */
import type { Expression } from "./ast.ts";
import { JmespathError } from "./jmespath-error.ts";
import { tokenize, type Token, type TokenType } from "./tokenize.ts";

/** How strongly a token binds what is on its left; tokens that are not here end an expression. */
const bindingPower: Partial<Record<TokenType, number>> = {
  "|": 1, "||": 2, "&&": 3, "==": 5, "!=": 5, "<": 5, "<=": 5, ">": 5, ">=": 5,
  "[]": 9, "*": 20, "[?": 21, ".": 40, "!": 45, "{": 50, "[": 55, "(": 60,
}; // prettier-ignore

/** A projection takes in what follows it until a token that binds weaker than this. */
const projectionStop = 10;

/** Expressions nest at most this deep and have at most so many tokens, so that no text exhausts the stack. */
const maxDepth = 250;
const maxTokens = 2_000;

/** Parses an expression. Throws {@link JmespathError} of kind `syntax` or, for a slice without a step, `invalid-value`. */
export function parseJmespath(expression: string): Expression {
  const parser = new Parser(expression);
  const parsed = parser.expression(0);
  parser.expect("end");
  return parsed;
}

class Parser {
  readonly #source: string;
  readonly #tokens: Token[];
  #next = 0;
  #depth = 0;

  constructor(source: string) {
    this.#source = source;
    this.#tokens = tokenize(source);
    if (this.#tokens.length > maxTokens) this.#fail("expression too long");
  }

  expression(minimum: number): Expression {
    if (++this.#depth > maxDepth) this.#fail("expression nested too deeply");
    let left = this.#prefix(this.#take());
    while (minimum < (bindingPower[this.#peek().type] ?? 0)) left = this.#infix(left, this.#take());
    this.#depth -= 1;
    return left;
  }

  expect(type: TokenType): Token {
    const token = this.#take();
    return token.type === type ? token : this.#fail(`expected ${type}, found ${show(token)}`, token);
  }

  #peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#next + ahead, this.#tokens.length - 1)]!;
  }

  #take(): Token {
    const token = this.#peek();
    this.#next += 1;
    return token;
  }

  #accept(type: TokenType): boolean {
    const found = this.#peek().type === type;
    if (found) this.#next += 1;
    return found;
  }

  #fail(problem: string, token: Token = this.#peek()): never {
    throw new JmespathError("syntax", problem, this.#source, token.position);
  }

  /** What an expression can begin with. */
  #prefix(token: Token): Expression {
    switch (token.type) {
      case "identifier":
        if (this.#accept("(")) return this.#call(String(token.value));
        return { type: "field", name: String(token.value) };
      case "quoted-identifier":
        if (this.#peek().type === "(") this.#fail("a quoted name cannot be a function");
        return { type: "field", name: String(token.value) };
      case "literal":
        return { type: "literal", value: token.value };
      case "@":
        return { type: "current" };
      case "!":
        return { type: "not", of: this.expression(bindingPower["!"]!) };
      case "&":
        return { type: "expression-reference", of: this.expression(0) };
      case "(": {
        const inner = this.expression(0);
        this.expect(")");
        return inner;
      }
      case "*":
        return { type: "value-projection", left: { type: "identity" }, right: this.#projected(20) };
      case "[":
      case "[]":
      case "[?":
        return this.#bracket({ type: "identity" }, token, true);
      case "{":
        return this.#multiSelectHash();
      default:
        return this.#fail(`unexpected ${show(token)}`, token);
    }
  }

  /** What can follow an expression. */
  #infix(left: Expression, token: Token): Expression {
    switch (token.type) {
      case ".":
        if (this.#accept("*")) return { type: "value-projection", left, right: this.#projected(20) };
        return { type: "subexpression", left, right: this.#afterDot(bindingPower["."]!) };
      case "|":
        return { type: "pipe", left, right: this.expression(1) };
      case "||":
        return { type: "or", left, right: this.expression(2) };
      case "&&":
        return { type: "and", left, right: this.expression(3) };
      case "==":
      case "!=":
      case "<":
      case "<=":
      case ">":
      case ">=":
        return { type: "comparison", operator: token.type, left, right: this.expression(5) };
      case "[":
      case "[]":
      case "[?":
        return this.#bracket(left, token, false);
      default:
        return this.#fail(`unexpected ${show(token)}`, token);
    }
  }

  /** Index, slice, projection, flattening, filter or, at the beginning of an expression, a multi-select list. */
  #bracket(left: Expression, token: Token, atStart: boolean): Expression {
    if (token.type === "[]") {
      return { type: "projection", left: { type: "flatten", of: left }, right: this.#projected(9) };
    }
    if (token.type === "[?") {
      const condition = this.expression(0);
      this.expect("]");
      return { type: "filter-projection", left, condition, right: this.#projected(21) };
    }
    const { type } = this.#peek();
    if (type === "number" || type === ":") return this.#indexOrSlice(left);
    if (type === "*" && this.#peek(1).type === "]") {
      this.#next += 2;
      return { type: "projection", left, right: this.#projected(20) };
    }
    if (!atStart) this.#fail("expected an index, a slice or *");
    return this.#multiSelectList();
  }

  #indexOrSlice(of: Expression): Expression {
    const parts: (number | undefined)[] = [undefined];
    while (!this.#accept("]")) {
      const token = this.#take();
      if (token.type === ":" && parts.length < 3) parts.push(undefined);
      else if (token.type === "number" && parts.at(-1) === undefined)
        parts[parts.length - 1] = Number(token.value);
      else this.#fail(`unexpected ${show(token)} in brackets`, token);
    }
    const [start, stop, step] = parts;
    if (parts.length === 1) return { type: "index", of, index: start! };
    if (step === 0) throw new JmespathError("invalid-value", "the step of a slice is 0", this.#source);
    const slice: Expression = { type: "slice", of };
    if (start !== undefined) slice.start = start;
    if (stop !== undefined) slice.stop = stop;
    if (step !== undefined) slice.step = step;
    return { type: "projection", left: slice, right: this.#projected(20) };
  }

  /** The right side of a projection: whatever binds to it. */
  #projected(power: number): Expression {
    const { type } = this.#peek();
    if ((bindingPower[type] ?? 0) < projectionStop) return { type: "identity" };
    if (type === "[" || type === "[?") return this.expression(power);
    if (!this.#accept(".")) this.#fail(`unexpected ${show(this.#peek())}`);
    return this.#afterDot(power);
  }

  #afterDot(power: number): Expression {
    const { type } = this.#peek();
    if (type === "identifier" || type === "quoted-identifier" || type === "*") return this.expression(power);
    if (this.#accept("[")) return this.#multiSelectList();
    if (this.#accept("{")) return this.#multiSelectHash();
    return this.#fail(`unexpected ${show(this.#peek())} after a dot`);
  }

  #multiSelectList(): Expression {
    const items: Expression[] = [];
    do items.push(this.expression(0));
    while (this.#accept(","));
    this.expect("]");
    return { type: "multi-select-list", items };
  }

  #multiSelectHash(): Expression {
    const entries: { key: string; value: Expression }[] = [];
    do {
      const token = this.#take();
      if (token.type !== "identifier" && token.type !== "quoted-identifier")
        this.#fail("expected a key", token);
      this.expect(":");
      entries.push({ key: String(token.value), value: this.expression(0) });
    } while (this.#accept(","));
    this.expect("}");
    return { type: "multi-select-hash", entries };
  }

  #call(name: string): Expression {
    const list: Expression[] = [];
    if (!this.#accept(")")) {
      do list.push(this.expression(0));
      while (this.#accept(","));
      this.expect(")");
    }
    return { type: "function", name, arguments: list };
  }
}

function show(token: Token): string {
  return token.type === "end" ? "the end" : `"${String(token.value ?? token.type)}"`;
}
