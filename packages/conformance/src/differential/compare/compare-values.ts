import { Microseconds } from "../typed-json.ts";
import type { Finding, Report } from "./finding.ts";

/** A number in a document, by its text: two texts of one value are one number. */
export class NumberText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Compares two trees and reports each place where they differ. Keys of maps have no order. */
export function compareValues(
  part: Finding["part"],
  ours: unknown,
  botocore: unknown,
  report: Report,
  path = "",
): void {
  const note = (what: string): void => report({ part, what, path, ours, botocore });
  const kind = kindOf(ours);
  if (kind !== kindOf(botocore)) {
    note(differenceOfKinds(ours, botocore));
  } else if (kind === "list") {
    const [left, right] = [ours as unknown[], botocore as unknown[]];
    if (left.length !== right.length) note(`list of another length`);
    else left.forEach((item, index) => compareValues(part, item, right[index], report, `${path}[${index}]`));
  } else if (kind === "map") {
    compareMaps(part, ours as Record<string, unknown>, botocore as Record<string, unknown>, report, path);
  } else if (kind === "string") {
    const what = differenceOfTexts(ours as string, botocore as string);
    if (what) note(what);
  } else if (kind === "number") {
    const what = differenceOfNumbers(ours, botocore);
    if (what) note(what);
  } else if (!sameScalar(kind, ours, botocore)) note(`another ${kind}`);
}

function compareMaps(
  part: Finding["part"],
  ours: Record<string, unknown>,
  botocore: Record<string, unknown>,
  report: Report,
  path: string,
): void {
  const respelled = new Set<string>();
  for (const key of new Set([...Object.keys(botocore), ...Object.keys(ours)])) {
    const at = path ? `${path}.${key}` : key;
    const mine = ownValue(ours, key);
    const its = ownValue(botocore, key);
    const lower = key.toLowerCase();
    if (mine === undefined && lower !== key && ownValue(ours, lower) !== undefined) {
      respelled.add(lower);
      report({ part, what: "a key in lower case", path: at, ours: lower, botocore: key });
      compareValues(part, ours[lower], its, report, at);
    } else if (!respelled.has(key)) {
      compareValues(part, mine, its, report, at);
    }
  }
}

function ownValue(map: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

function differenceOfKinds(ours: unknown, botocore: unknown): string {
  if (botocore === undefined) return "extra";
  if (ours === undefined) return "missing";
  if (typeof ours === "number" && typeof botocore === "string" && Object.is(ours, Number(botocore))) {
    return Number.isFinite(ours) ? "a number for its text" : "a special number for its text";
  }
  if (typeof ours === "string" && JSON.stringify(botocore) === ours) return "JSON text for its value";
  return `${kindOf(ours)} for ${kindOf(botocore)}`;
}

function kindOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "list";
  if (typeof value === "number" || typeof value === "bigint" || value instanceof NumberText) return "number";
  if (value instanceof Date || value instanceof Microseconds) return "instant";
  if (value instanceof Uint8Array) return "bytes";
  return typeof value === "object" ? "map" : typeof value;
}

/** Undefined when two texts are the same. */
export function differenceOfTexts(ours: string, botocore: string): string | undefined {
  if (ours === botocore) return undefined;
  if (withoutBreaks(ours) === withoutBreaks(botocore)) return "another line break";
  if (isNumeric(ours) && isNumeric(botocore)) {
    const what = differenceOfNumbers(new NumberText(ours), new NumberText(botocore));
    return what ?? "the same number in other digits";
  }
  return "another text";
}

function withoutBreaks(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

function isNumeric(text: string): boolean {
  return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text);
}

function differenceOfNumbers(ours: unknown, botocore: unknown): string | undefined {
  const [left, right] = [ours, botocore].map((value) =>
    value instanceof NumberText ? value.text : String(value),
  );
  const [mine, its] = [asNumber(ours), asNumber(botocore)];
  if (/^-?\d+$/.test(left!) && /^-?\d+$/.test(right!) && left !== right)
    return signOf(mine, its) ?? "another number";
  return Object.is(mine, its) ? undefined : (signOf(mine, its) ?? "another number");
}

function asNumber(value: unknown): number {
  return Number(value instanceof NumberText ? value.text : value);
}

function signOf(left: number, right: number): string | undefined {
  return left === 0 && right === 0 ? "another sign of zero" : undefined;
}

function sameScalar(kind: string, ours: any, botocore: any): boolean {
  if (kind === "instant") return millisecondsOf(ours) === millisecondsOf(botocore);
  if (kind === "bytes") return Buffer.compare(ours as Uint8Array, botocore as Uint8Array) === 0;
  return Object.is(ours, botocore);
}

/** A `Date` holds whole milliseconds: what is finer is cut off. */
function millisecondsOf(value: Date | Microseconds): bigint {
  if (value instanceof Date) return BigInt(value.getTime());
  return (value.count - (((value.count % 1000n) + 1000n) % 1000n)) / 1000n;
}
