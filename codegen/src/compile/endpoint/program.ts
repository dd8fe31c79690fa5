/**
 * A ruleset on its way to TypeScript: a small program of tests, returns and throws.
 *
 * Assigned names are gone, each use stands for the expression itself: all of the rulesets' functions are pure, so that
 * equal expressions are one, whatever the ruleset calls them. `key` is an expression's or test's identity.
 */

/** What an expression evaluates to; `object` is what partition, parseArn and parseUrl return. */
export type ValueType = "string" | "boolean" | "number" | "list" | "object";

/** A value of the ruleset's parameters. `nullable`: may be undefined, unless a test says otherwise. */
export type Expression = { readonly key: string; readonly type: ValueType; readonly nullable: boolean } & (
  | { readonly kind: "literal"; readonly value: string | boolean | number }
  | { readonly kind: "parameter"; readonly name: string }
  /** `fn` is the name of a function of the core; `hint` a name that the ruleset gave to the result. */
  | {
      readonly kind: "call";
      readonly fn: string;
      readonly arguments: readonly Expression[];
      hint?: string | undefined;
    }
  | { readonly kind: "attribute"; readonly of: Expression; readonly name: string }
  | { readonly kind: "item"; readonly of: Expression; readonly index: number; hint?: string | undefined }
  /** Strings in a row. */
  | { readonly kind: "template"; readonly parts: readonly Expression[] }
  | {
      readonly kind: "choice";
      readonly test: Test;
      readonly whenTrue: Expression;
      readonly whenFalse: Expression;
    }
);

/** Something that is true or false; never fails once guards are in place. */
export type Test = { readonly key: string } & (
  | { readonly kind: "set"; readonly of: Expression }
  | { readonly kind: "equals"; readonly left: Expression; readonly right: Expression }
  /** A boolean expression is true. */
  | { readonly kind: "true"; readonly of: Expression }
  | { readonly kind: "not"; readonly of: Test }
  | { readonly kind: "all"; readonly of: readonly Test[] }
  | { readonly kind: "any"; readonly of: readonly Test[] }
);

/** A value of properties or headers. */
export type Value =
  | { readonly kind: "expression"; readonly of: Expression }
  | { readonly kind: "list"; readonly items: readonly Value[] }
  | { readonly kind: "object"; readonly entries: readonly (readonly [string, Value])[] };

export type Return = {
  readonly kind: "return";
  readonly url: Expression;
  readonly properties?: Value | undefined;
  readonly headers?: Value | undefined;
};

export type Statement =
  | { readonly kind: "if"; readonly test: Test; readonly whenTrue: Block; readonly whenFalse: Block }
  | Return
  | { readonly kind: "throw"; readonly message: Expression }
  /** The body once for each row, with the row's numbers as values of the names; {@link rollUp} makes it. */
  | {
      readonly kind: "each";
      readonly names: readonly string[];
      readonly rows: readonly (readonly number[])[];
      readonly body: Block;
    };

/** Statements in order; what neither returns nor throws falls through to what follows the block. */
export type Block = readonly Statement[];

export function literal(value: string | boolean | number): Expression {
  const type = typeof value as "string" | "boolean" | "number";
  return { kind: "literal", key: JSON.stringify(value), type, nullable: false, value };
}

export function parameter(name: string, type: ValueType, nullable: boolean): Expression {
  return { kind: "parameter", key: name, type, nullable, name };
}

export function attribute(of: Expression, name: string): Expression {
  const type = name === "resourceId" ? "list" : /^(isIp|supports)/.test(name) ? "boolean" : "string";
  // Every partition that the core knows supports FIPS and dual-stack; a test compares its table with the models'.
  if (of.kind === "call" && of.fn === "partition" && type === "boolean") return literal(true);
  return { kind: "attribute", key: `${of.key}.${name}`, type, nullable: of.nullable, of, name };
}

export function item(of: Expression, index: number): Expression {
  return { kind: "item", key: `${of.key}[${index}]`, type: "string", nullable: true, of, index };
}

/** Concatenation; neighbouring literals become one. */
export function template(parts: readonly Expression[]): Expression {
  const flat: Expression[] = [];
  for (const part of parts.flatMap((part) => (part.kind === "template" ? part.parts : [part]))) {
    const last = flat.at(-1);
    if (part.kind === "literal" && part.value === "") continue;
    if (part.kind === "literal" && last?.kind === "literal")
      flat[flat.length - 1] = literal(`${last.value}${part.value}`);
    else flat.push(part);
  }
  if (flat.length === 0) return literal("");
  if (flat.length === 1) return flat[0]!;
  const key = `\`${flat.map((part) => part.key).join("+")}\``;
  return { kind: "template", key, type: "string", nullable: false, parts: flat };
}

export function choice(test: Test, whenTrue: Expression, whenFalse: Expression): Expression {
  if (whenTrue.key === whenFalse.key) return whenTrue;
  if (test.kind === "not") return choice(test.of, whenFalse, whenTrue);
  const key = `(${test.key}?${whenTrue.key}:${whenFalse.key})`;
  return {
    kind: "choice",
    key,
    type: "string",
    nullable: whenTrue.nullable || whenFalse.nullable,
    test,
    whenTrue,
    whenFalse,
  };
}

/** Whether an expression has a value. Attributes are set when what they belong to is; so is the result of uriEncode. */
export function isSet(of: Expression): Test {
  if (of.kind === "attribute") return isSet(of.of);
  if (of.kind === "call" && of.fn === "uriEncode") return isSet(of.arguments[0]!);
  return { kind: "set", key: `set(${of.key})`, of };
}

export function equals(left: Expression, right: Expression): Test {
  if (left.kind === "literal" && right.kind !== "literal") return equals(right, left);
  return { kind: "equals", key: `${left.key}==${right.key}`, left, right };
}

export function isTrue(of: Expression): Test {
  return { kind: "true", key: `true(${of.key})`, of };
}

export function not(of: Test): Test {
  return of.kind === "not" ? of.of : { kind: "not", key: `!${of.key}`, of };
}

export function all(tests: readonly Test[]): Test {
  const of = tests.flatMap((test) => conjuncts(test));
  return of.length === 1 ? of[0]! : { kind: "all", key: `(${of.map((test) => test.key).join("&")})`, of };
}

export function any(tests: readonly Test[]): Test {
  const of = tests.flatMap((test) => (test.kind === "any" ? test.of : [test]));
  return of.length === 1 ? of[0]! : { kind: "any", key: `(${of.map((test) => test.key).join("|")})`, of };
}

/** The tests that must all hold for a test to hold. */
export function conjuncts(test: Test): readonly Test[] {
  return test.kind === "all" ? test.of : [test];
}

/** Whether nothing falls through a block. */
export function terminates(block: Block): boolean {
  const last = block.at(-1);
  if (last === undefined) return false;
  if (last.kind === "each") return false;
  return last.kind !== "if" || (terminates(last.whenTrue) && terminates(last.whenFalse));
}

const keys = new WeakMap<object, string>();

/** Identity of a value, a statement, a block. */
export function keyOf(of: Value | Statement | Block | undefined): string {
  if (of === undefined) return "";
  const known = keys.get(of);
  if (known !== undefined) return known;
  const key = "length" in of ? of.map(keyOf).join(";") : describe(of);
  keys.set(of, key);
  return key;
}

function describe(of: Value | Statement): string {
  switch (of.kind) {
    case "expression":
      return of.of.key;
    case "list":
      return `[${of.items.map(keyOf).join(",")}]`;
    case "object":
      return `{${of.entries.map(([name, value]) => `${name}:${keyOf(value)}`).join(",")}}`;
    case "return":
      return `return ${of.url.key} ${keyOf(of.properties)} ${keyOf(of.headers)}`;
    case "throw":
      return `throw ${of.message.key}`;
    case "each":
      return `each(${of.names.join()}:${of.rows.join(";")}){${keyOf(of.body)}}`;
    case "if":
      return `if(${of.test.key}){${keyOf(of.whenTrue)}}else{${keyOf(of.whenFalse)}}`;
  }
}
