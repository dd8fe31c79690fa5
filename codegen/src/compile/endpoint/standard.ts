/**
 * Recognises rulesets that do what the core's `standardEndpoint` does: by behaviour, not by shape. A ruleset with the
 * four usual parameters has a small table of answers: per kind of region, FIPS, dual-stack and custom endpoint.
 */
import type { Block, Expression, Test } from "./program.ts";
import { expressionsIn } from "./walk.ts";

/** Arguments of `standardEndpoint`. */
export interface StandardForm {
  prefix: string;
  plainFips: string[];
  plainFipsRegions: string[];
  dualstackOnly: boolean;
}

/** Facts of `partitions.json`, as the core's table has them; `region` is a region that no ruleset names. */
const partitions = [
  { name: "aws", region: "us-nowhere-0", dnsSuffix: "amazonaws.com", dualStackDnsSuffix: "api.aws" },
  { name: "aws-cn", region: "cn-nowhere-0", dnsSuffix: "amazonaws.com.cn", dualStackDnsSuffix: "api.amazonwebservices.com.cn" },
  { name: "aws-eusc", region: "eusc-de-nowhere-0", dnsSuffix: "amazonaws.eu", dualStackDnsSuffix: "api.amazonwebservices.eu" },
  { name: "aws-iso", region: "us-iso-nowhere-0", dnsSuffix: "c2s.ic.gov", dualStackDnsSuffix: "api.aws.ic.gov" },
  { name: "aws-iso-b", region: "us-isob-nowhere-0", dnsSuffix: "sc2s.sgov.gov", dualStackDnsSuffix: "api.aws.scloud" },
  { name: "aws-iso-e", region: "eu-isoe-nowhere-0", dnsSuffix: "cloud.adc-e.uk", dualStackDnsSuffix: "api.cloud-aws.adc-e.uk" },
  { name: "aws-iso-f", region: "us-isof-nowhere-0", dnsSuffix: "csp.hci.ic.gov", dualStackDnsSuffix: "api.aws.hci.ic.gov" },
  { name: "aws-us-gov", region: "us-gov-nowhere-0", dnsSuffix: "amazonaws.com", dualStackDnsSuffix: "api.aws" },
]; // prettier-ignore

type Partition = (typeof partitions)[number];

interface Case {
  Region: string | undefined;
  UseFIPS: boolean;
  UseDualStack: boolean;
  Endpoint: string | undefined;
  partition: Partition;
}

/** The form of a program that is standard; undefined for any other. */
export function standardForm(program: Block): StandardForm | undefined {
  if (!expressionsIn(program).every(isUsual)) return undefined;
  const gov = partitions.at(-1)!;
  const named = [...new Set(namedRegions(program))];
  if (named.some((region) => !region.startsWith("us-gov-"))) return undefined;
  const regions = [
    ...partitions.map((partition) => ({ region: partition.region, partition })),
    ...named.map((region) => ({ region, partition: gov })),
    // Not a region: a partition's name is no reason to take it for one.
    { region: "aws-us-gov", partition: partitions[0]! },
  ];
  const [usual] = partitions;
  const url = run(program, {
    Region: usual!.region,
    UseFIPS: false,
    UseDualStack: false,
    Endpoint: undefined,
    partition: usual!,
  });
  const [, prefix, suffix] = /^https:\/\/([^/]+)\.us-nowhere-0\.([a-z.]+)$/.exec(url ?? "") ?? [];
  if (prefix === undefined) return undefined;
  const dualstackOnly = suffix === usual!.dualStackDnsSuffix;
  const form: StandardForm = { prefix, plainFips: [], plainFipsRegions: [], dualstackOnly };
  for (const { region, partition } of regions) {
    const one = { Region: region, UseFIPS: true, UseDualStack: false, Endpoint: undefined, partition };
    if (run(program, one) === expected(form, one)) continue;
    if (region === partition.region) form.plainFips.push(partition.name);
    else form.plainFipsRegions.push(region);
  }
  return cases(regions).every((one) => run(program, one) === expected(form, one)) ? form : undefined;
}

/** The regions that a program asks for by name. */
function namedRegions(block: Block): string[] {
  return block.flatMap((statement) => {
    if (statement.kind !== "if") return [];
    return [
      ...comparedWithRegion(statement.test),
      ...namedRegions(statement.whenTrue),
      ...namedRegions(statement.whenFalse),
    ];
  });
}

function comparedWithRegion(test: Test): string[] {
  if (test.kind === "not") return comparedWithRegion(test.of);
  if (test.kind === "all" || test.kind === "any") return test.of.flatMap(comparedWithRegion);
  return test.kind === "equals" && test.left.key === "Region" && test.right.kind === "literal"
    ? [String(test.right.value)]
    : [];
}

function isUsual(of: Expression): boolean {
  if (of.kind === "parameter") return ["Region", "UseFIPS", "UseDualStack", "Endpoint"].includes(of.name);
  if (of.kind === "call") return of.fn === "partition" && of.arguments[0]!.key === "Region";
  if (of.kind === "attribute") return ["name", "dnsSuffix", "dualStackDnsSuffix"].includes(of.name);
  return of.kind !== "item";
}

function cases(regions: readonly { region: string; partition: Partition }[]): Case[] {
  const known = [...regions, { region: undefined, partition: partitions[0]! }];
  const both = [false, true];
  return known.flatMap(({ region, partition }) =>
    both.flatMap((UseFIPS) =>
      both.flatMap((UseDualStack) =>
        [undefined, "http://localhost"].map((Endpoint) => ({
          Region: region,
          UseFIPS,
          UseDualStack,
          Endpoint,
          partition,
        })),
      ),
    ),
  );
}

/** What `standardEndpoint` answers; undefined for an error. */
function expected(
  form: StandardForm,
  { Region, UseFIPS, UseDualStack, Endpoint, partition }: Case,
): string | undefined {
  const dualstack = form.dualstackOnly || UseDualStack;
  if (Endpoint !== undefined) return UseFIPS || (UseDualStack && !form.dualstackOnly) ? undefined : Endpoint;
  if (Region === undefined) return undefined;
  const plain =
    !dualstack && (form.plainFips.includes(partition.name) || form.plainFipsRegions.includes(Region));
  const suffix = dualstack ? partition.dualStackDnsSuffix : partition.dnsSuffix;
  return `https://${form.prefix}${UseFIPS && !plain ? "-fips" : ""}.${Region}.${suffix}`;
}

/** What a program of usual expressions answers; undefined for an error and for anything besides a URL. */
function run(block: Block, one: Case): string | undefined {
  const end = runBlock(block, one);
  return end?.kind === "return" && !end.properties && !end.headers
    ? (evaluate(end.url, one) as string)
    : undefined;
}

function runBlock(block: Block, one: Case): Exclude<Block[number], { kind: "if" }> | undefined {
  for (const statement of block) {
    if (statement.kind !== "if") return statement;
    const end = runBlock(holds(statement.test, one) ? statement.whenTrue : statement.whenFalse, one);
    if (end !== undefined) return end;
  }
  return undefined;
}

function holds(test: Test, one: Case): boolean {
  switch (test.kind) {
    case "set":
      return evaluate(test.of, one) !== undefined;
    case "true":
      return evaluate(test.of, one) === true;
    case "equals":
      return evaluate(test.left, one) === evaluate(test.right, one);
    case "not":
      return !holds(test.of, one);
    case "all":
      return test.of.every((part) => holds(part, one));
    case "any":
      return test.of.some((part) => holds(part, one));
  }
}

function evaluate(of: Expression, one: Case): unknown {
  switch (of.kind) {
    case "literal":
      return of.value;
    case "parameter":
      return one[of.name as keyof Case];
    case "attribute":
      return one.partition[of.name as keyof Partition];
    case "template":
      return of.parts.map((part) => evaluate(part, one)).join("");
    case "choice":
      return evaluate(holds(of.test, one) ? of.whenTrue : of.whenFalse, one);
    default:
      return one.partition;
  }
}
