import { textOf } from "../config/text-of.ts";
import type { Credentials } from "../identity/identity.ts";
import { containerCredentials } from "./container.ts";
import type { CredentialsContext, Found } from "./context.ts";
import { instanceCredentials } from "./instance-metadata.ts";
import { loginOfProfile } from "./login.ts";
import { noCredentials } from "./no-credentials.ts";
import { processOfProfile } from "./process.ts";
import { atProfile, lacks, type ProfileContext, type Step } from "./profile-context.ts";
import { roleOfProfile } from "./profile-role.ts";
import { ssoOfProfile } from "./sso.ts";
import { staticKeys } from "./static-keys.ts";
import { webIdentityOfProfile } from "./web-identity.ts";

const roleStep: Step = ["role", (at) => roleOfProfile(at, (source) => firstOf(profileSteps, source))];

/** The other places that a profile may point to, in order. */
const profileSteps: readonly Step[] = [
  ["web identity", webIdentityOfProfile],
  [
    "sso",
    (at) =>
      at.get("sso_account_id") || at.get("sso_role_name")
        ? ssoOfProfile(at)
        : lacks("sso_account_id or sso_role_name", at),
  ],
  ["credentials file", (at) => keysOf(at, at.files.credentials.get(at.active.name), "credentials")],
  ["login", loginOfProfile],
  ["process", processOfProfile],
  ["config file", (at) => keysOf(at, at.files.config.get(at.active.name), "config")],
];

/** What comes after the profile. */
const hostSteps: readonly Step[] = [
  ["container", (at) => containerCredentials(at)],
  ["instance metadata", instanceCredentials],
];

function keysOf({ title }: ProfileContext, section: Parameters<typeof textOf>[0], file: string): Found {
  return staticKeys(
    (key) => textOf(section, key),
    (key) => key,
    `${title} of the ${file} file`,
  );
}

/** Credentials from the active profile, whatever it points to: keys, a role, SSO, a login, a process. */
export async function profileCredentials(
  context: CredentialsContext,
  profile?: string,
): Promise<Credentials> {
  return firstOf([roleStep, ...profileSteps], await atProfile(context, profile, true));
}

/**
 * The default chain behind the environment, which was looked at `before`; `reload` reads the shared files again. Throws
 * {@link CredentialsError} with every place and why it had none.
 */
export async function restOfChain(
  context: CredentialsContext,
  ignoreVariables: boolean,
  reload: boolean,
  before: string,
): Promise<Credentials> {
  const at = await atProfile(context, undefined, ignoreVariables, [], reload);
  return firstOf([roleStep, ...profileSteps, ...hostSteps], at, [before]);
}

async function firstOf(
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
  throw noCredentials(
    `no credentials; looked at: ${reasons.join(", ")}. ` +
      'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, run "aws configure" or "aws login", or give the client credentials',
  );
}
