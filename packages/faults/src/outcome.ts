/** Kinds of failure that the matrix tells apart, whatever an SDK calls them. */
export type FaultClass =
  | "Timeout"
  | "Transport"
  | "Tls"
  | "Integrity"
  | "Parse"
  | "Service"
  | "Validation"
  | "Credentials"
  | "Config"
  | "Abort"
  /** A typed error that fits no other class. */
  | "Other"
  /** Not an error that anybody designed: a bug of the SDK shows through. */
  | "Untyped";

/** A failure of a call. */
export interface Fault {
  readonly class: FaultClass;
  readonly name: string;
  readonly message: string;
  /** Code of the system, the parser or the service. */
  readonly code?: string | undefined;
  /** Phase of a timeout. */
  readonly phase?: string | undefined;
  /** What an integrity check found. */
  readonly reason?: string | undefined;
  readonly status?: number | undefined;
  readonly attempts?: number | undefined;
  readonly retryable?: boolean | undefined;
}

/** How a call ended. */
export type Outcome =
  { readonly value: unknown; readonly fault?: never } | { readonly fault: Fault; readonly value?: never };

/**
 * Whether a fault is what a pattern says: a class, then, if it matters, what the fault's code, phase, reason or status must
 * be, with `|` between alternatives: `"Timeout"`, `"Timeout connect"`, `"Transport ECONNRESET|EPIPE"`, `"Service 503"`.
 */
export function matchesFault(fault: Fault, pattern: string): boolean {
  const [wanted, detail] = pattern.split(" ");
  if (fault.class !== wanted) return false;
  if (detail === undefined) return true;
  const known = [fault.code, fault.phase, fault.reason, fault.status?.toString()];
  return detail.split("|").some((word) => known.includes(word));
}

/** An outcome in a few words, for a terminal or a table. */
export function describeOutcome(outcome: Outcome): string {
  const { fault } = outcome;
  if (fault === undefined) return `value ${clip(JSON.stringify(outcome.value) ?? "undefined", 60)}`;
  const detail = [fault.phase, fault.code, fault.reason, fault.status].filter((part) => part !== undefined);
  return `${fault.class} ${detail.join(" ")} (${fault.name}: ${clip(fault.message, 90)})`;
}

function clip(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}
