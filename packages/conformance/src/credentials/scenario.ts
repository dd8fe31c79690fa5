import type { defaultChain } from "@inia/core/credentials";

/** What a scenario is about: which part of a provider's behaviour. */
export type Kind = "success" | "failure" | "precedence" | "refresh" | "expiry" | "malformed";

/** A local stand-in for one thing that hands out credentials, or (`target`) for the service that is called with them. */
export type Door =
  | "AssumeRole"
  | "AssumeRoleWithWebIdentity"
  | "sso"
  | "oidc"
  | "signin"
  | "container"
  | "imds-token"
  | "imds-role"
  | "imds-credentials"
  | "target";

/** A status and a body. */
export type Reply = readonly [status: number, body: unknown];

/** What a door answers: a reply, perhaps made when it is asked (it contains a time); or nothing at all. */
export type Answer = Reply | (() => Reply) | "silence" | "reset";

/** One or several calls of the client, and what has to come of them. */
export interface Step {
  /** Seconds that pass before. */
  readonly after?: number;
  /** Files that are written before, by their path below the home. */
  readonly files?: Readonly<Record<string, unknown>>;
  /** Variables that are set (or, with `undefined`, unset) before. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
  /** Calls at the same time; 1 when absent. */
  readonly calls?: number;
  /** The first calls may still get what the last step got: a token is being renewed that nobody waits for. */
  readonly eventually?: boolean;
  /** Access key (or token) that the calls are signed with. */
  readonly gets?: string;
  /** The class of the error, and words of its message. */
  readonly fails?: readonly [kind: { readonly kind: string }, words: string];
  /** Requests that reach the service that is called; one for each call when absent. */
  readonly visits?: number;
  /** What the doors other than `target` were asked since the last step. */
  readonly asks?: readonly string[];
  /** What is known of the credentials besides their keys: account, minutes they have left, `token` for a session token. */
  readonly holds?: { readonly accountId?: string; readonly minutes?: number; readonly token?: boolean };
  /** Warnings that were logged since the last step. */
  readonly warnings?: number;
}

/** One situation: where credentials may come from, and what has to become of a client's calls. */
export interface Scenario {
  readonly provider: string;
  readonly kind: Kind;
  readonly name: string;
  readonly config?: string;
  readonly credentials?: string;
  readonly files?: Readonly<Record<string, unknown>>;
  readonly variables?: Readonly<Record<string, string>>;
  /** Profile named in code. */
  readonly profile?: string;
  /** In place of the default chain. */
  readonly from?: () => ReturnType<typeof defaultChain>;
  /** In place of the doors' usual answers; the last one of a list goes on for ever. */
  readonly answers?: Partial<Record<Door, Answer | readonly Answer[]>>;
  /** The service called takes a bearer token. */
  readonly bearer?: boolean;
  /** The client is one of a session; each step uses a new one. */
  readonly session?: boolean;
  readonly steps: readonly Step[];
}

/** A row of a table: the kind, the name, what is given, and a step, or several. */
export type Row = readonly [
  kind: Kind,
  name: string,
  given: Omit<Scenario, "provider" | "kind" | "name" | "steps">,
  ...steps: readonly Step[],
];

/** Makes the scenarios of one provider of its table. */
export function scenarios(provider: string, rows: readonly Row[]): Scenario[] {
  return rows.map(([kind, name, given, ...steps]) => ({ provider, kind, name, ...given, steps }));
}
