import { spreadOf } from "../statistics.ts";

/** A number with as many digits as mean something: `12,345`, `45.6`, `0.25`. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : 2;
  return value.toLocaleString("en-GB", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** Writes a number with what stands before and after it. */
export function unit(after: string): (value: number) => string {
  return (value) => `${figure(value)}${after}`;
}

/** `5.20×`. */
export const times: (value: number) => string = unit("×");

/** Bytes as the goals have them, in thousands: `38.1 KB`. */
export function kilobytes(bytes: number): string {
  return `${figure(bytes / 1000)} KB`;
}

/** Bytes in millions: `2.31 MB`. */
export function megabytes(bytes: number): string {
  return `${figure(bytes / 1e6)} MB`;
}

/** Median with the ends: `412 (398–433)`. */
export function withSpread(values: readonly number[]): string {
  if (values.length === 0) return "–";
  const { median, min, max } = spreadOf(values);
  return values.length === 1 ? figure(median) : `${figure(median)} (${figure(min)}–${figure(max)})`;
}
