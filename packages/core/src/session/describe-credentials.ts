import type { ClientConfig } from "../config/client-config.ts";
import type { DescribedSetting } from "../config/describe-settings.ts";
import type { Environment, SharedFiles } from "../config/environment.ts";
import { textOf } from "../config/text-of.ts";
import { findProfile, placeOf, profileName, type Profile } from "../config/profile.ts";

/**
 * Where a client with this configuration takes its credentials from, without asking for them; they themselves are shown
 * as `***`. The order is that of the default chain.
 */
export async function describeCredentials(
  { credentials, profile: given }: ClientConfig,
  environment: Environment,
): Promise<DescribedSetting> {
  if (credentials === "anonymous") return { value: credentials, source: "code" };
  if (credentials !== undefined) return { value: "***", source: "code" };
  const files = await environment.files();
  const profile = findProfile(files, profileName(environment.env, given));
  // A profile that is named in the code makes variables with credentials not count.
  const variable = (...names: string[]): string | undefined =>
    given === undefined ? names.find(environment.env) : undefined;
  const source =
    variable("AWS_ACCESS_KEY_ID") ??
    roleOf(files, profile) ??
    variable("AWS_WEB_IDENTITY_TOKEN_FILE") ??
    sourceInProfile(files, profile) ??
    ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"].find(environment.env);
  return { value: "***", source: source ?? "instance metadata" };
}

function roleOf(files: SharedFiles, profile: Profile): string | undefined {
  const assumed = textOf(profile.section, "role_arn") && !textOf(profile.section, "web_identity_token_file");
  return assumed ? placeOf(files, profile, "role_arn") : undefined;
}

function sourceInProfile(files: SharedFiles, profile: Profile): string | undefined {
  const key = [
    "web_identity_token_file",
    "sso_account_id",
    "sso_role_name",
    ...(textOf(files.credentials.get(profile.name), "aws_access_key_id") ? ["aws_access_key_id"] : []),
    "login_session",
    "credential_process",
    "aws_access_key_id",
  ].find((name) => textOf(profile.section, name));
  return key && placeOf(files, profile, key);
}
