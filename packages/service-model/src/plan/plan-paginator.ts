import type { PaginatorJson } from "../model.ts";
import type { PaginatorPlan, PathPlan, ShapePlan, StructurePlan } from "./plan.ts";
import { planPath } from "./plan-path.ts";

/** Plans how an operation's pages follow each other. `file` is for messages. */
export function planPaginator(
  operation: string,
  paginator: PaginatorJson,
  output: StructurePlan | undefined,
  file: string,
): PaginatorPlan {
  const paths = (key: string, sources: string | readonly string[] | undefined): PathPlan[] =>
    listOf(sources).map((source) => planPath(source, file, `pagination.${operation}.${key}`));
  const resultKey = paths("result_key", paginator.result_key);
  const planned: PaginatorPlan = {
    inputToken: listOf(paginator.input_token),
    outputToken: paths("output_token", paginator.output_token),
    resultKey,
  };
  const [moreResults] = paths("more_results", paginator.more_results);
  if (moreResults) planned.moreResults = moreResults;
  if (paginator.limit_key) planned.limitKey = paginator.limit_key;
  const item = output && resultKey[0] && itemOf(resultKey[0], output);
  if (item) planned.item = item;
  return planned;
}

function listOf(value: string | readonly string[] | undefined): string[] {
  return value === undefined ? [] : typeof value === "string" ? [value] : [...value];
}

// What the list at the end of a path of names holds; a path that computes tells nothing.
function itemOf(path: PathPlan, output: StructurePlan): ShapePlan | undefined {
  if (!("names" in path)) return undefined;
  let shape: ShapePlan | undefined = { kind: "named", target: output };
  for (const name of path.names.split(".")) {
    if (shape?.kind !== "named") return undefined;
    shape = shape.target.members.find((member) => member.name === name)?.ref.shape;
  }
  return shape?.kind === "list" ? shape.element.shape : undefined;
}
