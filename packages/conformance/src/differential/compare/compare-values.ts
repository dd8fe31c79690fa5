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
export function compareValues(part: Finding["part"], ours: unknown, botocore: unknown, report: Report, path = ""): void {
  const note = (what: string): void => report({ part, what, path, ours, botocore });
  const [kind, theirs] = [kindOf(ours), kindOf(botocore)];
  if (kind !== theirs) {
    if (botocore === undefined) note("extra");
    else if (ours === undefined) note("missing");
    else note(`${kind} for ${theirs}`);
  } else if (kind === "list") {
    const [left, right] = [ours as unknown[], botocore as unknown[]];
    if (left.length !== right.length) note(`list of another length`);
    else left.forEach((item, index) => compareValues(part, item, right[index], report, `${path}[${index}]`));
  } else if (kind === "map") {
    const [left, right] = [ours as Record<string, unknown>, botocore as Record<string, unknown>];
    for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
      const [mine, its] = [left, right].map((map) => (Object.hasOwn(map, key) ? map[key] : undefined));
      compareValues(part, mine, its, report, path ? `${path}.${key}` : key);
    }
  } else if (kind === "string") {
    const what = differenceOfTexts(ours as string, botocore as string);
    if (what) note(what);
  } else if (kind === "number") {
    const what = differenceOfNumbers(ours, botocore);
    if (what) note(what);
  } else if (!sameScalar(kind, ours, botocore)) note(`another ${kind}`);
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
  const [left, right] = [ours, botocore].map((value) => (value instanceof NumberText ? value.text : String(value)));
  const [mine, its] = [asNumber(ours), asNumber(botocore)];
  if (/^-?\d+$/.test(left!) && /^-?\d+$/.test(right!) && left !== right) return signOf(mine, its) ?? "another number";
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
