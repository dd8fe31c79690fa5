import { textOf } from "../config/ini.ts";
import type { Credentials } from "../identity/identity.ts";
import { CredentialsError } from "../errors/errors.ts";
import type { ProfileContext, Step } from "./profile-context.ts";
import { staticKeys } from "./static-keys.ts";

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
  /* @__PURE__ */ keyed("sso", ["sso_account_id", "sso_role_name"], async (at) =>
    (await import("./sso.ts")).ssoOfProfile(at),
  ),
  ["credentials file", (at) => keysOf(at, at.files.credentials.get(at.active.name), "credentials")],
  /* @__PURE__ */ keyed("login", ["login_session"], async (at) =>
    (await import("./login.ts")).loginOfProfile(at),
  ),
  /* @__PURE__ */ keyed("process", ["credential_process"], async (at) =>
    (await import("./process.ts")).processOfProfile(at),
  ),
  ["config file", (at) => keysOf(at, at.active.section, "config")],
];

function keysOf(at: ProfileContext, section: ProfileContext["active"]["section"] | undefined, file: string) {
  return staticKeys(
    (key) => textOf(section, key),
    (key) => key,
    `profile "${at.active.name}" of the ${file} file`,
  );
}

/** What comes after the profile. */
export const hostSteps: readonly Step[] = [
  [
    "container",
    async (at) => {
      const { env } = at.environment;
      return env("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") || env("AWS_CONTAINER_CREDENTIALS_FULL_URI")
        ? (await import("./container.ts")).containerCredentials(at)
        : "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and AWS_CONTAINER_CREDENTIALS_FULL_URI are not set";
    },
  ],
  ["instance metadata", async (at) => (await import("./instance-metadata.ts")).instanceCredentials(at)],
];

/** What the first of some steps finds; throws {@link CredentialsError} with all reasons when none does. */
export async function firstOf(
  steps: readonly Step[],
  at: ProfileContext,
  before: readonly string[] = [],
): Promise<Credentials> {
  const reasons = [...before];
  for (const [name, look] of steps) {
    const found = await look(at);
    if (typeof found !== "string") return found;
    reasons.push(`${name} (${found})`);
  }
  throw new CredentialsError({
    what:
      `no credentials; looked at: ${reasons.join(", ")}. ` +
      'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, run "aws configure" or "aws login", or give the client credentials',
  });
}
