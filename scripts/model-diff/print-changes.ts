import type { ModelChanges, NameChanges, ServiceChanges, ShapeChanges } from "./changes.ts";

/** Prints changes as an entry of a changelog, in Markdown. */
export function printChanges(title: string, { added, removed, changed }: ModelChanges): string {
  const lines = [`## ${title}`, "", `${sumOf({ added, removed, changed })}.`];
  const section = (head: string, items: readonly string[]): void => {
    if (items.length > 0) lines.push("", head, "", ...items.map((item) => `- ${item}`));
  };
  const named = (services: ModelChanges["added"]): string[] =>
    services.map(({ name, operations }) => `\`${name}\` (${plural(operations, "operation")})`);
  section("### New services", named(added));
  section("### Services that are gone (breaking)", named(removed));
  for (const service of changed) section(`### ${service.name}`, itemsOf(service));
  return `${lines.join("\n")}\n`;
}

/** All changes in one line. */
function sumOf({ added, removed, changed }: ModelChanges): string {
  const counts = (of: (service: ServiceChanges) => readonly NameChanges[]): string => {
    const all = changed.flatMap(of);
    const sum = (side: "added" | "removed"): number =>
      all.reduce((total, one) => total + one[side].length, 0);
    return `+${sum("added")} −${sum("removed")}`;
  };
  const parts = [
    `services +${added.length} −${removed.length}, ${changed.length} changed`,
    `operations ${counts(({ operations }) => [operations])}`,
    `members ${counts(({ shapes }) => shapes.map(({ members }) => members))}`,
    `enum values ${counts(({ shapes }) => shapes.map(({ values }) => values))}`,
  ];
  return parts.join("; ");
}

function itemsOf({ facts, operations, paginators, waiters, errors, shapes }: ServiceChanges): string[] {
  return [
    ...facts.map(({ name, from, to }) => `${name}: ${code(from)} → ${code(to)}`),
    ...namesItem("operations", operations, true),
    ...namesItem("paginators", paginators, true),
    ...namesItem("waiters", waiters, true),
    ...shapes.flatMap(shapeItems),
    ...errorItems(errors),
  ];
}

/** Errors with the operations that they came to or went from: many operations get the same one at once. */
function errorItems(errors: ServiceChanges["errors"]): string[] {
  return (["added", "removed"] as const).flatMap((side) => {
    const names = [...new Set(errors.flatMap((one) => one[side]))].sort();
    return names.map((name) => {
      const operations = errors.filter((one) => one[side].includes(name)).map(({ operation }) => operation);
      return `${side === "added" ? "new" : "gone"} error ${code(name)} of ${listed(operations)}`;
    });
  });
}

function shapeItems(changes: ShapeChanges): string[] {
  const { directions, members, required, values, types } = changes;
  const place = placeOf(changes);
  const given = directions.includes("input");
  return [
    ...namesItem(`members of ${place}`, members, true),
    ...listItem(`required in ${place}`, required.added, given),
    ...listItem(
      `no longer required in ${place}`,
      required.removed,
      directions.some((one) => one !== "input"),
    ),
    ...namesItem(`values of ${place}`, values, false, (value) => code(JSON.stringify(value))),
    ...types.map(({ member, from, to }) => `type of ${code(member)} in ${place}: ${from} → ${to} (breaking)`),
  ];
}

/** Where a shape is: the input of an operation, or its name and the operations that lead to it. */
function placeOf({ shape, directions, operations, top }: ShapeChanges): string {
  if (top && directions.length === 1) return `the ${directions[0]} of ${code(operations[0]!)}`;
  return `${code(shape)} (${directions.join(" and ")} of ${listed(operations)})`;
}

/** A few names, and how many more there are. */
function listed(names: readonly string[]): string {
  const more = names.length > 3 ? ` and ${names.length - 3} more` : "";
  return `${names.slice(0, 3).map(code).join(", ")}${more}`;
}

function namesItem(
  what: string,
  { added, removed }: NameChanges,
  breaking: boolean,
  show: (name: string) => string = code,
): string[] {
  return [
    ...listItem(`new ${what}`, added, false, show),
    ...listItem(`gone ${what}`, removed, breaking, show),
  ];
}

function listItem(
  what: string,
  names: readonly string[],
  breaking: boolean,
  show: (name: string) => string = code,
): string[] {
  if (names.length === 0) return [];
  return [`${what}: ${names.map(show).join(", ")}${breaking ? " (breaking)" : ""}`];
}

function code(text: string): string {
  return `\`${text}\``;
}

function plural(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
