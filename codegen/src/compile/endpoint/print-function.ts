import type { RulesetJson } from "@inia/service-model";
import { constantNames, declarations, type NameConstant } from "./names.ts";
import {
  certain,
  narrow,
  printExpression,
  printString,
  printTest,
  printValue,
  type PrintScope,
} from "./print-expression.ts";
import { argumentsOf, printShared, shareReturns, type SharedReturns } from "./share-returns.ts";
import { gapsOf, shapeOf, shareErrors, type SharedError } from "./share-errors.ts";
import { terminates, type Block, type Expression, type Statement } from "./program.ts";
import { expressionsIn } from "./walk.ts";

/** Functions of the core that a compiled ruleset may call. */
const coreFunctions = [
  "failEndpoint", "isValidHostLabel", "isVirtualHostableS3Bucket", "parseArn", "parseUrl", "partition", "substring",
  "uriEncode",
]; // prettier-ignore

/** Text of `resolveEndpoint` and of what it needs besides the core. */
export interface PrintedFunction {
  text: string;
  /** Names of core functions. */
  imports: string[];
}

/** Prints a compiled ruleset as the function `resolveEndpoint`, with the type of its parameters. */
export function printFunction(ruleset: RulesetJson, program: Block): PrintedFunction {
  const parameters = Object.keys(ruleset.parameters);
  const words = new Set([...parameters, ...coreFunctions, ...reservedWords]);
  const returns = shareReturns(program, words);
  const taken = new Set([...words, ...returns.map((one) => one.name)]);
  const errors = shareErrors(program, taken);
  const nameOf = constantNames(program, new Set([...taken, ...[...errors.values()].map((one) => one.name)]));
  const scope: PrintScope = { names: new Map(), narrowed: new Set() };
  const body = printBlock(program, scope, { nameOf, returns, errors });
  const used = new Set(expressionsIn(program).flatMap((of) => (of.kind === "parameter" ? [of.name] : [])));
  const lines = [
    ...printParameters(ruleset),
    "",
    ...returns.flatMap((one) => [...printShared(one), ""]),
    ...[...errors.values()].flatMap((one) => [...printError(one), ""]),
    "/** The endpoint that the service's ruleset has for these parameters, see {@link EndpointParams}. */",
    "export function resolveEndpoint(parameters: EndpointParameters): Endpoint {",
    `  const { ${parameters
      .filter((name) => used.has(name))
      .map((name) => withDefault(name, ruleset))
      .join(", ")} } = parameters as EndpointParams;`,
    ...body.map((line) => `  ${line}`),
    "}",
  ];
  const text = lines.join("\n");
  return { text, imports: coreFunctions.filter((name) => new RegExp(`\\b${name}\\(`).test(text)) };
}

/** Words that rulesets might take as names and functions cannot. */
const reservedWords = [
  "parameters",
  "case",
  "class",
  "default",
  "delete",
  "export",
  "function",
  "import",
  "new",
];

/** A missing boolean is false as it is. */
function withDefault(name: string, ruleset: RulesetJson): string {
  const value = ruleset.parameters[name]!.default;
  return value === undefined || value === false ? name : `${name} = ${JSON.stringify(value)}`;
}

function printParameters(ruleset: RulesetJson): string[] {
  const types: Record<string, string> = {
    string: "string",
    boolean: "boolean",
    stringarray: "readonly string[]",
  };
  return [
    "/** Parameters of the service's endpoint ruleset, by their names there. */",
    "export interface EndpointParams {",
    ...Object.entries(ruleset.parameters).flatMap(([name, spec]) => [
      ...(spec.documentation
        ? [`  /** ${spec.documentation.replace(/\s+/g, " ").replaceAll("*/", "*\\/")} */`]
        : []),
      `  readonly ${name}?: ${types[spec.type.toLowerCase()]} | undefined;`,
    ]),
    "}",
  ];
}

interface Context {
  readonly nameOf: NameConstant;
  readonly returns: readonly SharedReturns[];
  readonly errors: ReadonlyMap<string, SharedError>;
}

function printBlock(block: Block, outer: PrintScope, context: Context): string[] {
  const lines: string[] = [];
  const declared = declarations(block, new Set(outer.names.keys()));
  let scope = outer;
  for (const [index, statement] of block.entries()) {
    for (const of of declared[index]!) {
      if (of.kind === "attribute" && !certain(of.of, scope)) continue;
      const name = context.nameOf(of);
      lines.push(`const ${name} = ${printExpression(of, scope)};`);
      scope = { ...scope, names: new Map([...scope.names, [of.key, name]]) };
    }
    lines.push(...printStatement(statement, scope, context));
    if (statement.kind === "if" && terminates(statement.whenTrue))
      scope = narrow(scope, statement.test, false);
  }
  return lines;
}

function printStatement(statement: Statement, scope: PrintScope, context: Context): string[] {
  if (statement.kind === "throw") return [printThrow(statement.message, scope, context)];
  if (statement.kind === "return") {
    const group = context.returns.find((one) => one.returns.includes(statement));
    if (group !== undefined) {
      const values = argumentsOf(group, statement).map((value) => printString(value, scope));
      return [`return ${group.name}(${[printString(statement.url, scope), ...values].join(", ")});`];
    }
    const url = printString(statement.url, scope);
    const fields = [url === "url" ? "url" : `url: ${url}`];
    if (statement.headers) fields.push(`headers: ${printValue(statement.headers, scope)}`);
    if (statement.properties) fields.push(`properties: ${printValue(statement.properties, scope)}`);
    return [`return { ${fields.join(", ")} };`];
  }
  if (statement.kind === "each") {
    const { names, rows, body } = statement;
    const [name, values] =
      names.length === 1
        ? [names[0], rows.map(([value]) => value)]
        : [`[${names.join(", ")}]`, rows.map((row) => `[${row.join(", ")}]`)];
    const lines = printBlock(body, scope, context).map((line) => `  ${line}`);
    return [
      `for (const ${name} of [${values.join(", ")}]${names.length > 1 ? " as const" : ""}) {`,
      ...lines,
      "}",
    ];
  }
  const whenTrue = printBlock(statement.whenTrue, narrow(scope, statement.test, true), context);
  const whenFalse = printBlock(statement.whenFalse, narrow(scope, statement.test, false), context);
  const head = `if (${printTest(statement.test, scope)}) `;
  if (whenTrue.length === 1 && whenFalse.length === 0 && !whenTrue[0]!.startsWith("const"))
    return [head + whenTrue[0]!];
  const indented = (lines: string[]): string[] => lines.map((line) => `  ${line}`);
  if (whenFalse.length === 0) return [`${head}{`, ...indented(whenTrue), "}"];
  if (
    statement.whenFalse[0]?.kind === "if" &&
    whenFalse[0]?.startsWith("if ") &&
    statement.whenFalse.length === 1
  ) {
    return [`${head}{`, ...indented(whenTrue), `} else ${whenFalse[0]}`, ...whenFalse.slice(1)];
  }
  return [`${head}{`, ...indented(whenTrue), "} else {", ...indented(whenFalse), "}"];
}

function printThrow(message: Expression, scope: PrintScope, context: Context): string {
  const shared = context.errors.get(shapeOf(message));
  if (shared === undefined) return `failEndpoint(${printString(message, scope)});`;
  if (shared.parameters.length === 0) return `failEndpoint(${shared.name});`;
  const values = gapsOf(message).map((gap) => printString(gap, scope));
  return `${shared.name}(${values.join(", ")});`;
}

function printError({ name, parameters, message }: SharedError): string[] {
  const text = printString(message, { names: new Map(), narrowed: new Set() });
  if (parameters.length === 0) return [`const ${name}: string = ${text};`];
  return [
    `function ${name}(${parameters.map((one) => `${one}: string`).join(", ")}): never {`,
    `  failEndpoint(${text});`,
    "}",
  ];
}
