import type { RulesetJson } from "@inia/service-model";
import { Facts } from "./facts.ts";
import { lowerParameters, lowerRules } from "./lower.ts";
import { optimize } from "./decide.ts";
import { printFunction } from "./print-function.ts";
import { isSet, literal, not, type Block, type Statement } from "./program.ts";
import { preferParsed } from "./prefer-parsed.ts";
import { simplify } from "./simplify.ts";
import { standardForm, type StandardForm } from "./standard.ts";
import { tidy } from "./tidy.ts";

/** A service's endpoint ruleset as source text. */
export interface EndpointSource {
  /** `standard`: an expression that makes the resolver. `function`: declarations. */
  kind: "standard" | "function";
  /** Text of the module after its imports; exports `resolveEndpoint` and, for functions, `EndpointParams`. */
  text: string;
  /** For `standard`: the expression alone, to be written where the resolver is needed. */
  expression?: string;
  /** Values to import from `@inia/core/service`. */
  imports: string[];
  /** Types to import from `@inia/core/service`. */
  typeImports: string[];
}

/**
 * Compiles an endpoint ruleset. A service without one gets the standard host of its endpoint prefix.
 *
 * @throws Error for a ruleset that cannot be compiled: unknown functions, names that nothing assigns.
 */
export function compileEndpoint(ruleset: RulesetJson | undefined, endpointPrefix: string): EndpointSource {
  if (ruleset === undefined) return printStandard({ prefix: endpointPrefix, ...usual });
  const program = compileRules(ruleset);
  const form = standardForm(program);
  if (form !== undefined) return printStandard(form);
  const { text, imports } = printFunction(
    ruleset,
    tidy(preferParsed(optimize(program, new Facts()), new Facts())),
  );
  return { kind: "function", text, imports, typeImports: ["Endpoint", "EndpointParameters"] };
}

/** The rules with what botocore does before and after them: required parameters, and an error when no rule applies. */
function compileRules(ruleset: RulesetJson): Block {
  const parameters = lowerParameters(ruleset);
  const required = [...parameters].flatMap(([name, parameter]): Statement[] => {
    const { required, default: value } = ruleset.parameters[name]!;
    if (required !== true || value !== undefined) return [];
    const message = literal(`Cannot find value for required parameter ${name}`);
    const test = not(isSet({ ...parameter, nullable: true }));
    return [{ kind: "if", test, whenTrue: [{ kind: "throw", message }], whenFalse: [] }];
  });
  const none: Statement = { kind: "throw", message: literal("No rule of the endpoint ruleset applies") };
  return simplify([...required, ...lowerRules(ruleset.rules, parameters), none], new Facts());
}

const usual = { plainFips: [], plainFipsRegions: [], dualstackOnly: false };

function printStandard({ prefix, plainFips, plainFipsRegions, dualstackOnly }: StandardForm): EndpointSource {
  const options = [
    ...Object.entries({ plainFips, plainFipsRegions }).flatMap(([name, values]) =>
      values.length > 0 ? [`${name}: [${values.map((value) => JSON.stringify(value)).join(", ")}]`] : [],
    ),
    ...(dualstackOnly ? ["dualstackOnly: true"] : []),
  ];
  const values = [JSON.stringify(prefix), ...(options.length > 0 ? [`{ ${options.join(", ")} }`] : [])];
  const expression = `/* @__PURE__ */ standardEndpoint(${values.join(", ")})`;
  return {
    kind: "standard",
    expression,
    text: [
      "/** The endpoint that the service's ruleset has for `Region`, `UseFIPS`, `UseDualStack` and `Endpoint`. */",
      `export const resolveEndpoint: EndpointResolver = ${expression};`,
    ].join("\n"),
    imports: ["standardEndpoint"],
    typeImports: ["EndpointResolver"],
  };
}
