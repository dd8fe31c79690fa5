import type { ProtocolName } from "@inia/service-model";
import type { Finding } from "./compare/finding.ts";

/** What was compared. */
export type Kind = "request" | "response" | "error";

/** Where a finding was made. */
export interface Occasion {
  readonly service: string;
  readonly protocol: ProtocolName;
  readonly operation: string;
  readonly kind: Kind;
  /** The input, or the response as it was read. */
  readonly given: unknown;
}

/** A difference that was looked at, and stays: fields left out match everything, `*` at an end stands for the rest. */
export interface ReviewedRow {
  readonly id: string;
  readonly match: {
    readonly service?: string | readonly string[];
    readonly protocol?: string | readonly string[];
    readonly operation?: string | readonly string[];
    readonly kind?: Kind | readonly Kind[];
    readonly part?: string | readonly string[];
    readonly what?: string | readonly string[];
    readonly path?: string | readonly string[];
  };
  readonly reason: string;
  /** Seen only now and then: that a run does not come across it says nothing. */
  readonly rare?: true;
  /** Id of the row in `docs/differences.md`, where users notice. */
  readonly docs?: string;
}

/** Differences of one kind. */
export interface DifferenceClass {
  readonly key: string;
  readonly first: Finding & Occasion;
  count: number;
}

/** Collects differences by class, and tells those apart that were reviewed. */
export class Differences {
  readonly unreviewed: Map<string, DifferenceClass> = new Map();
  readonly reviewed: Map<string, DifferenceClass> = new Map();
  readonly #rows: readonly ReviewedRow[];

  constructor(rows: readonly ReviewedRow[]) {
    this.#rows = rows;
  }

  add(finding: Finding, occasion: Occasion): void {
    const row = this.#rows.find(({ match }) =>
      Object.entries(match).every(([field, pattern]) => matches({ ...occasion, ...finding }, field, pattern)),
    );
    const key = row?.id ?? `${occasion.protocol} ${occasion.kind} ${finding.part}: ${finding.what}`;
    const classes = row ? this.reviewed : this.unreviewed;
    const known = classes.get(key);
    if (known) known.count++;
    else classes.set(key, { key, first: { ...occasion, ...finding }, count: 1 });
  }

  /** Rows that matched nothing. */
  stale(): readonly string[] {
    return this.#rows.filter(({ id, rare }) => !rare && !this.reviewed.has(id)).map(({ id }) => id);
  }
}

function matches(difference: object, field: string, pattern: string | readonly string[]): boolean {
  const value = String((difference as Record<string, unknown>)[field]);
  return [pattern].flat().some((one) => matchesPattern(value, one));
}

function matchesPattern(value: string, pattern: string): boolean {
  const starts = pattern.endsWith("*");
  const ends = pattern.startsWith("*");
  const core = pattern.slice(ends ? 1 : 0, starts ? -1 : undefined);
  if (starts && ends) return value.includes(core);
  return starts ? value.startsWith(core) : ends ? value.endsWith(core) : value === core;
}
