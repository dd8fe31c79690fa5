/**
 * Endpoint rulesets (version 1.0) as they stand, without generated code.
 *
 * Rules are tried in order; the first that yields an endpoint wins, and a tree whose rules all fail falls through to the
 * next rule. Conditions are evaluated in order; only false and null fail. What a condition assigns is seen by later
 * conditions, nested rules and the endpoint. Where botocore would stumble over a null (an attribute of it, a comparison
 * with it, a template that holds it), resolving fails with an error.
 */
import type { RuleJson, RulesetJson, RulesetParameterJson } from "../model.ts";
import { compileExpression, type Evaluate, type Names, valueOf } from "./interpret-expression.ts";
import type { RulesetFunctions } from "./ruleset-functions.ts";

/** What a ruleset resolves to. */
export interface RulesetEndpoint {
  url: string;
  headers?: Record<string, string[]>;
  properties?: Record<string, unknown>;
}

/** Values for a ruleset's parameters, by their name there. */
export type RulesetParameters = {
  readonly [name: string]: string | boolean | readonly string[] | undefined;
};

type Rule = (scope: unknown[]) => RulesetEndpoint | undefined;

/**
 * Makes a ruleset a function of its parameters; the rules become closures once.
 *
 * @param functions The functions that rulesets call, and the error they throw.
 * @returns A resolver that throws `functions.endpointError` for error rules and for parameters that are wrong.
 */
export function interpretRuleset(
  ruleset: RulesetJson,
  functions: RulesetFunctions,
): (parameters: RulesetParameters) => RulesetEndpoint {
  const parameters = Object.entries(ruleset.parameters);
  const names: Names = {
    slots: new Map(parameters.map(([name], index) => [name, index])),
    next: { slot: parameters.length },
  };
  const rules = compileRules(ruleset.rules, names, functions);
  return (values) => {
    const scope = parameters.map(([name, spec]) => checkParameter(name, spec, values[name], functions));
    const endpoint = rules(scope);
    if (endpoint === undefined) throw functions.endpointError("No rule of the endpoint ruleset applies");
    return endpoint;
  };
}

function checkParameter(
  name: string,
  spec: RulesetParameterJson,
  value: unknown,
  functions: RulesetFunctions,
): unknown {
  if (value === undefined || value === null) {
    if (spec.required && (spec.default ?? undefined) === undefined) {
      throw functions.endpointError(`Cannot find value for required parameter ${name}`);
    }
    return spec.default ?? undefined;
  }
  const type = spec.type.toLowerCase();
  if (type === "stringarray" ? !Array.isArray(value) : typeof value !== type) {
    throw functions.endpointError(`The endpoint parameter ${name} must be a ${spec.type}`);
  }
  return value;
}

function compileRules(rules: readonly RuleJson[], names: Names, functions: RulesetFunctions): Rule {
  const compiled = rules.map((rule) => compileRule(rule, names, functions));
  return (scope) => {
    for (const rule of compiled) {
      const endpoint = rule(scope);
      if (endpoint !== undefined) return endpoint;
    }
    return undefined;
  };
}

function compileRule(rule: RuleJson, outer: Names, functions: RulesetFunctions): Rule {
  const names: Names = { ...outer, slots: new Map(outer.slots) };
  const conditions = rule.conditions.map((condition) => compileCondition(condition, names, functions));
  const result = compileResult(rule, names, functions);
  return (scope) => {
    for (const condition of conditions) {
      const value = condition(scope);
      if (value === undefined || value === false) return undefined;
    }
    return result(scope);
  };
}

function compileCondition(
  condition: RuleJson["conditions"][number],
  names: Names,
  functions: RulesetFunctions,
): Evaluate {
  const evaluate = compileExpression(condition, names, functions);
  const { assign } = condition;
  if (assign === undefined) return evaluate;
  if (names.slots.has(assign)) {
    return () => {
      throw functions.endpointError(`${assign} is assigned twice in the endpoint ruleset`);
    };
  }
  const slot = names.next.slot++;
  names.slots.set(assign, slot);
  return (scope) => (scope[slot] = evaluate(scope));
}

function compileResult(rule: RuleJson, names: Names, functions: RulesetFunctions): Rule {
  if (rule.type === "tree") return compileRules(rule.rules ?? [], names, functions);
  if (rule.type === "error") {
    const message = compileExpression(rule.error, names, functions);
    return (scope) => {
      throw functions.endpointError(String(message(scope)));
    };
  }
  if (rule.type !== "endpoint" || !rule.endpoint) throw new SyntaxError(`Unknown type of rule: ${rule.type}`);
  const { url, headers = {}, properties = {} } = rule.endpoint;
  const evaluateUrl = compileExpression(url, names, functions);
  const evaluateHeaders = valueOf(headers, names, functions);
  const evaluateProperties = valueOf(properties, names, functions);
  return (scope) => {
    const endpoint: RulesetEndpoint = { url: evaluateUrl(scope) as string };
    if (Object.keys(headers).length > 0)
      endpoint.headers = evaluateHeaders(scope) as Record<string, string[]>;
    if (Object.keys(properties).length > 0)
      endpoint.properties = evaluateProperties(scope) as Record<string, unknown>;
    return endpoint;
  };
}
