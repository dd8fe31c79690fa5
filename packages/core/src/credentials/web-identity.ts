import { readFile } from "node:fs/promises";
import { ConfigError, CredentialsError } from "../errors/errors.ts";
import type { Credentials } from "../identity/identity.ts";
import { askForRole, type RoleOptions } from "./assume-role.ts";
import { provider, type CredentialsContext, type Provider } from "./context.ts";
import type { ProfileContext } from "./profile-context.ts";

/** A role, and the identity that assumes it. */
export interface WebIdentityOptions extends RoleOptions {
  /** File with the token, read anew each time; or a function that gives the token. */
  readonly token: string | (() => Promise<string>);
  readonly providerId?: string | undefined;
}

/** Temporary credentials of a role for a web identity (STS AssumeRoleWithWebIdentity), as in EKS and in CI. */
export function fromWebIdentity(options: WebIdentityOptions): Provider {
  return provider("web identity", (context) => assumeRoleWithWebIdentity(options, context));
}

/** The step of a profile; each value may come from a variable, unless those do not count. */
export function webIdentityOfProfile(at: ProfileContext): Promise<Credentials> {
  const find = (variable: string, key: string): string | undefined =>
    (at.ignoreVariables ? undefined : at.environment.env(variable)) ?? at.get(key);
  const roleArn = find("AWS_ROLE_ARN", "role_arn");
  if (!roleArn) {
    throw new ConfigError({ what: "a web identity token file is set, but AWS_ROLE_ARN or role_arn is not" });
  }
  const token = find("AWS_WEB_IDENTITY_TOKEN_FILE", "web_identity_token_file")!;
  const roleSessionName = find("AWS_ROLE_SESSION_NAME", "role_session_name");
  return assumeRoleWithWebIdentity({ roleArn, token, roleSessionName }, at);
}

async function assumeRoleWithWebIdentity(
  options: WebIdentityOptions,
  context: CredentialsContext,
): Promise<Credentials> {
  const { token: source, providerId: ProviderId } = options;
  const WebIdentityToken =
    typeof source === "function"
      ? await source()
      : await readFile(source, "utf8").catch((cause: unknown) => {
          throw new CredentialsError({ what: `web identity token file ${source} cannot be read`, cause });
        });
  return askForRole(
    "AssumeRoleWithWebIdentity",
    options,
    { WebIdentityToken, ProviderId },
    "anonymous",
    context,
  );
}
