import type { DifferenceClass } from "./differences.ts";

/** A class of differences with its first example. */
export function describeDifference({ key, count, first }: DifferenceClass): string {
  const { service, operation, path, ours, botocore, given } = first;
  return [
    `${key} (${count})`,
    `  ${service} ${operation}${path && ` at ${path}`}`,
    `  Inia:     ${show(ours)}`,
    `  botocore: ${show(botocore)}`,
    `  given:    ${show(given)}`,
  ].join("\n");
}

function show(value: unknown): string {
  const text = JSON.stringify(value, (_, item: unknown) =>
    typeof item === "bigint"
      ? `${item}n`
      : item instanceof Uint8Array
        ? `bytes(${Buffer.from(item).toString("hex").slice(0, 40)})`
        : item,
  );
  return text === undefined ? "nothing" : text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
}

const shownLength = Number(process.env["SHOWN"] ?? 600);
