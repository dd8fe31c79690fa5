import type { SharedFiles } from "../config/environment.ts";
import { textOf, type IniSection } from "../config/ini.ts";
import { findProfile, profileName, type Profile } from "../config/profile.ts";
import { CredentialsError } from "../errors/errors.ts";
import type { CredentialsContext, Found } from "./context.ts";
import { maskCredentials } from "./masked.ts";

/** Where credentials are looked for: a profile, and what surrounds it. */
export interface ProfileContext extends CredentialsContext {
  readonly files: SharedFiles;
  readonly active: Profile;
  /** Text of a key of the profile. */
  readonly get: (key: string) => string | undefined;
  /** Variables that hold credentials do not count. */
  readonly ignoreVariables: boolean;
  /** Profiles on the way here, for roles that build on each other. */
  readonly visited: readonly string[];
}

/** One place to look at: credentials, or why it has none. */
export type Step = readonly [name: string, look: (at: ProfileContext) => Found | Promise<Found>];

/** Puts a profile in the middle; without a name, the active one. */
export async function atProfile(
  context: CredentialsContext,
  name: string | undefined,
  ignoreVariables: boolean,
  visited: readonly string[] = [],
  reload = false,
): Promise<ProfileContext> {
  const { environment } = context;
  const files = await environment.files(reload);
  const active = findProfile(files, name ?? profileName(environment.env, context.profile));
  const get = (key: string): string | undefined => textOf(active.section, key);
  return { ...context, files, active, get, ignoreVariables, visited: [...visited, active.name] };
}

/** A step that needs one of some keys in the profile. */
function keyed(name: string, keys: readonly string[], look: Step[1]): Step {
  return [
    name,
    (at) => (keys.some(at.get) ? look(at) : `no ${keys.join(" or ")} in profile "${at.active.name}"`),
  ];
}

/** Whether a profile describes a role to assume with other credentials. */
export function describesRole(get: ProfileContext["get"]): boolean {
  return get("role_arn") !== undefined && get("web_identity_token_file") === undefined;
}

/** Static keys of a section. Throws {@link CredentialsError} when there is a key without a secret. */
export function staticKeys(section: IniSection | undefined, where: string): Found {
  const accessKeyId = textOf(section, "aws_access_key_id");
  if (!accessKeyId) return `no aws_access_key_id in ${where}`;
  const secretAccessKey = textOf(section, "aws_secret_access_key");
  if (!secretAccessKey) {
    throw new CredentialsError({ what: `${where} has an aws_access_key_id, but no aws_secret_access_key` });
  }
  return maskCredentials({
    accessKeyId,
    secretAccessKey,
    sessionToken: textOf(section, "aws_session_token") ?? textOf(section, "aws_security_token"),
    accountId: textOf(section, "aws_account_id"),
  });
}

/** The step before the others of a profile: a role to assume. */
export const roleStep: Step = [
  "role",
  async (at) =>
    describesRole(at.get)
      ? (await import("./profile-role.ts")).assumeRoleOfProfile(at)
      : `no role_arn in profile "${at.active.name}"`,
];

/** The other places that a profile may point to, in order. Each but the static keys is loaded when it is reached. */
export const profileSteps: readonly Step[] = [
  [
    "web identity",
    async (at) =>
      (!at.ignoreVariables && at.environment.env("AWS_WEB_IDENTITY_TOKEN_FILE")) ||
      at.get("web_identity_token_file")
        ? (await import("./web-identity.ts")).webIdentityOfProfile(at)
        : "no web identity token file is set",
  ],
  keyed("sso", ["sso_account_id", "sso_role_name"], async (at) =>
    (await import("./sso.ts")).ssoOfProfile(at),
  ),
  [
    "credentials file",
    ({ files, active: { name } }) =>
      staticKeys(files.credentials.get(name), `profile "${name}" of the credentials file`),
  ],
  keyed("login", ["login_session"], async (at) => (await import("./login.ts")).loginOfProfile(at)),
  keyed("process", ["credential_process"], async (at) => (await import("./process.ts")).processOfProfile(at)),
  [
    "config file",
    ({ active: { name, section } }) => staticKeys(section, `profile "${name}" of the config file`),
  ],
];
