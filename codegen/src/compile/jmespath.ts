/**
 * JMESPath expressions (https://jmespath.org/specification.html) as source text.
 *
 * Printed are the parts of the language that waiters, paginators and endpoint parameters use. Values are those of
 * outputs and inputs as their shapes have them: what is indexed or projected is a list, `.*` goes over a map, `length()`
 * is of a list or a string, none of them has a member named as a method. Undefined and null are the same. False are null,
 * false and empty strings, lists and objects, but no number. Where the specification has an error for a null, there is
 * no result.
 */
import type { Expression } from "@inia/service-model";

/** A piece of source text and what is known of its value. */
interface Printed {
  text: string;
  /** Can stand before `.` and `?.` without parentheses. */
  primary: boolean;
  /** Names and indices only: costs nothing to be written twice. */
  path?: boolean;
  /** Never null. */
  certain?: boolean;
  kind?: "boolean" | "number" | "list" | "text";
}

/** What `@` is at a place, and how many functions are around it. */
interface Place {
  current: Printed;
  depth: number;
}

type Of<Type extends Expression["type"]> = Extract<Expression, { type: Type }>;

/**
 * Prints an expression as a TypeScript expression over a variable of type `any`.
 *
 * @param variable Name of the variable that holds an object; the expression reads its members.
 * @throws Error for what no service description uses: sorting, arithmetic, slices with steps, …
 */
export function printJmespath(expression: Expression, variable: string): string {
  const current: Printed = { text: variable, primary: true, path: true, certain: true };
  const { text } = print(expression, { current, depth: 0 });
  return body(text);
}

/** What may stand behind `=>`. */
function body(text: string): string {
  return text.startsWith("{") ? `(${text})` : text;
}

function print(expression: Expression, place: Place): Printed {
  switch (expression.type) {
    case "identity":
    case "current":
      return place.current;
    case "field":
      return field(place.current, expression.name);
    case "literal":
      return literal(expression.value);
    case "subexpression":
    case "pipe":
      return bind(print(expression.left, place), place, (inner) => print(expression.right, inner));
    case "index": {
      const { text, path } = operand(print(expression.of, place));
      const at = expression.index < 0 ? `at?.(${expression.index})` : `[${expression.index}]`;
      return { text: `${text}?.${at}`, primary: true, path: path === true };
    }
    case "slice":
      return slice(expression, place);
    case "flatten":
      return flatten(expression, place);
    case "projection":
    case "value-projection":
    case "filter-projection":
      return projection(expression, place);
    case "or":
    case "and":
      return either(expression, place);
    case "not":
      return { text: `!${truth(print(expression.of, place), place, true)}`, primary: false, kind: "boolean" };
    case "comparison":
      return comparison(expression, place);
    case "multi-select-list":
    case "multi-select-hash":
      return bind(place.current, place, (inner) => select(expression, inner));
    case "function":
      return call(expression, place);
    case "expression-reference":
      throw unsupported("an expression reference (&)");
  }
}

function unsupported(what: string): Error {
  return new Error(`JMESPath: ${what} cannot be compiled; no AWS service description uses it`);
}

/** A piece that can stand before `.`. */
function operand(piece: Printed): Printed {
  return piece.primary ? piece : { ...piece, text: `(${piece.text})`, primary: true };
}

function field(of: Printed, name: string): Printed {
  if (name in Object.prototype) throw unsupported(`the name ${name}`);
  const { text, path } = operand(of);
  const dot = of.certain ? "." : "?.";
  const member = /^[a-zA-Z_$][\w$]*$/.test(name)
    ? `${dot}${name}`
    : `${of.certain ? "" : "?."}[${JSON.stringify(name)}]`;
  return { text: `${text}${member}`, primary: true, path: path === true };
}

function literal(value: unknown): Printed {
  if (value === null) return { text: "null", primary: true, path: true };
  if (typeof value === "object") throw unsupported("a literal list or object");
  const kind = ({ string: "text", number: "number", boolean: "boolean" } as const)[typeof value as "string"];
  return { text: JSON.stringify(value), primary: typeof value === "string", path: true, certain: true, kind };
}

/** Goes on with a value as `@`; a value that is not a path gets a name. */
function bind(value: Printed, place: Place, go: (inner: Place) => Printed): Printed {
  if (value.path) return go({ ...place, current: value });
  const name = `value${place.depth || ""}`;
  const result = go({ current: { text: name, primary: true, path: true }, depth: place.depth + 1 });
  const text = `((${name}: any) => ${body(result.text)})(${value.text})`;
  return { ...result, text, primary: true, path: false };
}

/** A function of one element, as the text of an arrow function. */
function each(
  right: Expression,
  place: Place,
  change: (result: Printed) => string = ({ text }) => text,
): string {
  const name = `item${place.depth || ""}`;
  const current: Printed = { text: name, primary: true, path: true };
  return `(${name}: any) => ${body(change(print(right, { current, depth: place.depth + 1 })))}`;
}

function list(text: string): Printed {
  return { text, primary: true, kind: "list" };
}

function isIdentity({ type }: Expression): boolean {
  return type === "identity" || type === "current";
}

function slice({ of, start = 0, stop, step = 1 }: Of<"slice">, place: Place): Printed {
  if (step !== 1) throw unsupported("a slice with a step");
  return list(
    `${operand(print(of, place)).text}?.slice?.(${stop === undefined ? start : `${start}, ${stop}`})`,
  );
}

/** What a projection collects and a flattening takes apart again is one `flatMap`: it drops what is missing, too. */
function flatten({ of }: Of<"flatten">, place: Place): Printed {
  if (of.type !== "projection" || isIdentity(of.right))
    return list(`${operand(print(of, place)).text}?.flat?.()`);
  const elements = operand(print(of.left, place));
  const call = elements.kind === "list" && !elements.text.startsWith("(") ? ".flatMap" : "?.flatMap?.";
  return list(`${elements.text}${call}(${each(of.right, place, (body) => `${nullish(body)} ?? []`)})`);
}

function projection(
  expression: Of<"projection"> | Of<"value-projection"> | Of<"filter-projection">,
  place: Place,
): Printed {
  const { left, right } = expression;
  let text = operand(print(left, place)).text;
  let optional = "?";
  if (expression.type === "value-projection") {
    const { text: values } = bind(print(left, place), place, ({ current }) => ({
      ...current,
      text: `${current.text} && Object.values(${current.text})`,
      primary: false,
    }));
    text = `(${values})`;
  }
  if (expression.type === "filter-projection") {
    text += `?.filter?.(${each(expression.condition, place, (body) => truth(body, { ...place, depth: place.depth + 1 }))})`;
    optional = "";
  }
  const question = optional === "" || left.type === "flatten" || left.type === "projection" ? "" : "?.";
  const dot = question === "" ? "." : "?.";
  if (!isIdentity(right))
    return list(`${text}${dot}map${question}(${each(right, place)}).filter(${isSet(place)})`);
  return list(`${text}${dot}filter${question}(${isSet(place)})`);
}

function isSet({ depth }: Place): string {
  const name = `item${depth || ""}`;
  return `(${name}: any) => ${name} != null`;
}

/** Operand of `??`, which goes with neither `||` nor `&&`. */
function nullish({ text, primary }: Printed): string {
  return primary ? text : `(${text})`;
}

/** Whether a value counts as true, as an operand of `!`, `&&` and `||` when `tight`. */
function truth(piece: Printed, place: Place, tight = false): string {
  if (piece.kind === "boolean") return tight && !piece.primary ? `(${piece.text})` : piece.text;
  if (piece.kind === "list")
    return `${tight ? "(" : ""}${operand(piece).text}?.length > 0${tight ? ")" : ""}`;
  const checked = bind(piece, place, ({ current: { text } }) => ({
    text: `${text} === true || typeof ${text} === "number" || Object.keys(${text} ?? "").length > 0`,
    primary: false,
  }));
  return tight && !checked.primary ? `(${checked.text})` : checked.text;
}

/** `or` and `and` give one of their operands. */
function either({ type, left, right }: Of<"or"> | Of<"and">, place: Place): Printed {
  const first = print(left, place);
  if (first.kind === "boolean") {
    const second = print(right, place);
    const operator = type === "or" ? "||" : "&&";
    const [a, b] = [first, second].map((piece) =>
      piece.primary || /^!|^[^&|?]+$/.test(piece.text) ? piece.text : `(${piece.text})`,
    );
    return {
      text: `${a} ${operator} ${b}`,
      primary: false,
      ...(second.kind === "boolean" && { kind: "boolean" }),
    };
  }
  const outer = place.current;
  return bind(first, place, (inner) => {
    const second = operand(print(right, { current: outer, depth: inner.depth })).text;
    const { text } = inner.current;
    const [then, otherwise] = type === "or" ? [text, second] : [second, text];
    return { text: `${truth(inner.current, inner)} ? ${then} : ${otherwise}`, primary: false };
  });
}

function comparison({ operator, left, right }: Of<"comparison">, place: Place): Printed {
  const [a, b] = [print(left, place), print(right, place)];
  if (operator !== "==" && operator !== "!=") {
    // What is no number compares as undefined does: not at all.
    if (a.kind !== "number" || b.kind !== "number")
      throw unsupported(`${operator} between anything but lengths and numbers`);
    return { text: `${a.text} ${operator} ${b.text}`, primary: false, kind: "boolean" };
  }
  const sign = operator === "==" ? "=" : "!";
  if (a.text === "null" || b.text === "null") {
    const other = a.text === "null" ? b : a;
    return { text: `${operand(other).text} ${sign}= null`, primary: false, kind: "boolean" };
  }
  const strict = [a, b].some((piece) => piece.certain) || [a, b].every((piece) => piece.kind === "number");
  const [x, y] = [a, b].map((piece) => (strict ? loose(piece) : `(${nullish(piece)} ?? null)`));
  return { text: `${x} ${sign}== ${y}`, primary: false, kind: "boolean" };
}

function loose({ text, primary, kind }: Printed): string {
  return primary || kind === "number" || kind === "text" ? text : `(${text})`;
}

/** A list or an object of results, if there is something to select from. */
function select(expression: Of<"multi-select-list"> | Of<"multi-select-hash">, inner: Place): Printed {
  const value = (of: Expression): string => {
    const piece = print(of, inner);
    return piece.certain ? piece.text : `${nullish(piece)} ?? null`;
  };
  const text =
    expression.type === "multi-select-list"
      ? `[${expression.items.map(value).join(", ")}]`
      : `{ ${expression.entries.map(({ key, value: of }) => `${propertyName(key)}: ${value(of)}`).join(", ")} }`;
  if (inner.current.certain) return { text, primary: true, certain: true };
  return { text: `${inner.current.text} == null ? null : ${text}`, primary: false };
}

function propertyName(key: string): string {
  if (key === "__proto__") throw unsupported("the name __proto__");
  return /^[a-zA-Z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
}

function call({ name, arguments: values }: Of<"function">, place: Place): Printed {
  const [first = "", second = ""] = values.map((value) => operand(print(value, place)).text);
  switch (`${name}/${values.length}`) {
    case "length/1":
      // A chain of `?.` that ends in a list needs no further one.
      return {
        text: `${first}${/^[\w.?]+\(.*\)$/.test(first) ? "." : "?."}length`,
        primary: true,
        kind: "number",
      };
    case "keys/1":
      return list(`Object.keys(${first} ?? {})`);
    case "values/1":
      return list(`Object.values(${first} ?? {})`);
    case "contains/2":
      return { text: `(${first}?.includes?.(${second}) ?? false)`, primary: true, kind: "boolean" };
    case "starts_with/2":
      return { text: `(${first}?.startsWith(${second}) ?? false)`, primary: true, kind: "boolean" };
    case "ends_with/2":
      return { text: `(${first}?.endsWith(${second}) ?? false)`, primary: true, kind: "boolean" };
    default:
      throw unsupported(`the function ${name}`);
  }
}
