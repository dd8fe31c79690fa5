import type { Program } from "./programs.ts";

/**
 * What of a bundle is looked at: all of it, for browsers or for Node, where the ways to find credentials are in it; or, of a Node bundle
 * that the bundler splits, what is loaded at once.
 */
export type Scope = "browser" | "node" | "at-once";

/** What code that nobody asked for is known by: texts that no minifier changes. */
interface Stranger {
  readonly what: string;
  readonly pattern: RegExp;
}

/** Code that no program needs before a role, a token or a login is configured. */
const later: readonly Stranger[] = [
  { what: "credentials from web identity tokens", pattern: /AssumeRoleWithWebIdentity/ },
  { what: "credentials from single sign-on", pattern: /GetRoleCredentials|CreateToken/ },
];

/** Code that no browser has a use for. */
const onlyOnNode: readonly Stranger[] = [
  ...later,
  { what: "modules of Node", pattern: /\b(?:from|import|require)\s*\(?\s*["'`]node:/ },
  { what: "credentials from instance metadata", pattern: /169\.254\.169\.254/ },
  { what: "credentials from containers", pattern: /AWS_CONTAINER_CREDENTIALS/ },
  { what: "credentials from processes", pattern: /credential_process/ },
  { what: "shared files", pattern: /AWS_SHARED_CREDENTIALS_FILE/ },
];

const names = ["json", "query", "ec2", "rest-json", "rest-xml", "smithy-rpc-v2-cbor"];

/** Every protocol's object names itself, as `name: "rest-xml"`. */
const protocolName = new RegExp(`\\bname:\\s*["'\`](${names.join("|")})["'\`]`, "g");

/** The two protocols in which roles and logins are asked for, reduced to what that needs. */
const ofCredentials = ["query", "rest-json"];

/** What a bundle holds that it must not: other operations, other protocols, XML beside JSON, what another platform needs. */
export function strangersIn(code: string, { protocol, other }: Program, scope: Scope): string[] {
  const strangers: Stranger[] = [
    { what: "undici", pattern: /undici/ },
    { what: `the operation ${other}`, pattern: new RegExp(`["'\`]${other}["'\`]`) },
    ...(scope === "browser" ? onlyOnNode : scope === "at-once" ? later : []),
  ];
  if (protocol === "json" || protocol === "rest-json")
    strangers.push({ what: "XML", pattern: /<!\[CDATA\[/ });
  const found = strangers.filter(({ pattern }) => pattern.test(code)).map(({ what }) => what);
  const protocols = [...code.matchAll(protocolName)].map(([, name]) => name!);
  for (const expected of [protocol, ...(scope === "node" ? ofCredentials : [])]) {
    const at = protocols.indexOf(expected);
    if (at !== -1) protocols.splice(at, 1);
  }
  return [...found, ...protocols.map((name) => `the protocol ${name}`)];
}
