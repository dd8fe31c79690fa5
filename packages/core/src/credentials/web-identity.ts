import type { Credentials } from "../identity/identity.ts";
import { askForRole, roleInput, type RoleInput, type RoleOptions } from "./assume-role.ts";
import { provider, type CredentialsContext, type Found, type Provider } from "./context.ts";
import { misconfigured } from "./no-credentials.ts";
import type { ProfileContext } from "./profile-context.ts";
import { readSecret } from "./token-file.ts";

/** A role, and the identity that assumes it. */
export interface WebIdentityOptions extends RoleOptions {
  /** File with the token, read anew each time; or a function that gives the token. */
  readonly token: string | (() => Promise<string>);
  readonly providerId?: string | undefined;
}

/** Temporary credentials of a role for a web identity (STS AssumeRoleWithWebIdentity), as in EKS and in CI. */
export function fromWebIdentity(options: WebIdentityOptions): Provider {
  const { token, providerId: ProviderId, region } = options;
  return provider("web identity", async (context) => {
    const WebIdentityToken = typeof token === "function" ? await token() : await readToken(token);
    const input = { ...roleInput(options), WebIdentityToken, ProviderId };
    return withToken(input, { ...context, ...(region && { region }) });
  });
}

/** The step of a profile; each value may come from a variable, unless those do not count. */
export async function webIdentityOfProfile(at: ProfileContext): Promise<Found> {
  const find = (key: string): string | undefined =>
    (at.ignoreVariables ? undefined : at.environment.env(`AWS_${key.toUpperCase()}`)) ?? at.get(key);
  const file = find("web_identity_token_file");
  if (!file) return "no web identity token file is set";
  const RoleArn = find("role_arn");
  if (!RoleArn) throw misconfigured("a web identity token file is set, but AWS_ROLE_ARN or role_arn is not");
  const RoleSessionName = find("role_session_name");
  return withToken({ RoleArn, RoleSessionName, WebIdentityToken: await readToken(file) }, at);
}

function readToken(file: string): Promise<string> {
  return readSecret(file, `web identity token file ${file}`);
}

function withToken(input: RoleInput, context: CredentialsContext): Promise<Credentials> {
  return askForRole("AssumeRoleWithWebIdentity", input, "anonymous", context);
}
