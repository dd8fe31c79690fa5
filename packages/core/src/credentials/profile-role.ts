import { ConfigError, CredentialsError } from "../errors/errors.ts";
import type { Credentials } from "../identity/identity.ts";
import { assumeRole } from "./assume-role.ts";
import type { Found } from "./context.ts";
import { environmentCredentials } from "./environment.ts";
import { describesRole, firstOf, profileSteps } from "./profile-chain.ts";
import { atProfile, type ProfileContext } from "./profile-context.ts";

/**
 * Assumes the role that a profile describes, with the credentials that its `source_profile` or `credential_source` gives.
 * A source profile may describe a role itself. Throws {@link ConfigError} when profiles go around in a circle.
 */
export async function assumeRoleOfProfile(at: ProfileContext): Promise<Credentials> {
  const { active, get } = at;
  const [profile, named] = [get("source_profile"), get("credential_source")];
  if ((profile === undefined) === (named === undefined)) {
    const what = `profile "${active.name}" has a role_arn and needs one of source_profile and credential_source`;
    throw new ConfigError({ what });
  }
  const seconds = get("duration_seconds");
  return assumeRole(
    {
      roleArn: get("role_arn")!,
      sourceCredentials:
        profile === undefined ? await namedSource(named!, at) : await profileSource(profile, at),
      roleSessionName: get("role_session_name"),
      externalId: get("external_id"),
      mfaSerial: get("mfa_serial"),
      durationSeconds: /^\d+$/.test(seconds ?? "") ? Number(seconds) : undefined,
    },
    at,
  );
}

/** A profile may name itself as its source, to assume a role with its own keys. */
async function profileSource(name: string, at: ProfileContext): Promise<Credentials> {
  const source = await atProfile(at, name, true, at.visited);
  const hasKeys = source.get("aws_access_key_id") !== undefined;
  if (at.visited.includes(name) && !(name === at.active.name && hasKeys)) {
    throw new ConfigError({ what: `source_profile goes around in a circle: ${source.visited.join(" → ")}` });
  }
  return !hasKeys && describesRole(source.get) ? assumeRoleOfProfile(source) : firstOf(profileSteps, source);
}

async function namedSource(name: string, at: ProfileContext): Promise<Credentials> {
  const found = await lookAt(name, at);
  if (typeof found !== "string") return found;
  throw new CredentialsError({ what: `credential_source ${name} of profile "${at.active.name}": ${found}` });
}

async function lookAt(name: string, at: ProfileContext): Promise<Found> {
  if (name === "Environment") return environmentCredentials(at);
  if (name === "EcsContainer") return (await import("./container.ts")).containerCredentials(at);
  if (name === "Ec2InstanceMetadata") return (await import("./instance-metadata.ts")).instanceCredentials(at);
  const allowed = "Environment, Ec2InstanceMetadata, EcsContainer";
  throw new ConfigError({
    what: `credential_source in profile "${at.active.name}" is "${name}"; allowed: ${allowed}`,
  });
}
