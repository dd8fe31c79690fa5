import type { Credentials } from "../identity/identity.ts";
import { assumeRole } from "./assume-role.ts";
import { containerCredentials } from "./container.ts";
import { environmentCredentials } from "./environment.ts";
import { instanceCredentials } from "./instance-metadata.ts";
import { misconfigured, noCredentials } from "./no-credentials.ts";
import { atProfile, lacks, type ProfileContext, type Step } from "./profile-context.ts";

/** What `credential_source` may name. */
const sources: readonly Step[] = [
  ["Environment", environmentCredentials],
  ["Ec2InstanceMetadata", instanceCredentials],
  ["EcsContainer", (at) => containerCredentials(at)],
];

/**
 * Assumes the role that a profile describes, with the credentials that its `source_profile` or `credential_source` gives.
 * A source profile may describe a role itself; else `search` looks through it. Throws {@link ConfigError} when profiles go
 * around in a circle.
 */
export async function roleOfProfile(
  at: ProfileContext,
  search: (at: ProfileContext) => Promise<Credentials>,
): Promise<Credentials | string> {
  const { title, get } = at;
  const RoleArn = get("role_arn");
  if (!RoleArn || get("web_identity_token_file")) return lacks("role_arn", at);
  const [profile, named, seconds] = ["source_profile", "credential_source", "duration_seconds"].map(get);
  if (!profile === !named) {
    throw misconfigured(`${title} has a role_arn and needs one of source_profile and credential_source`);
  }
  const credentials = profile ? await profileSource(profile, at, search) : await namedSource(named!, at);
  const input = {
    RoleArn,
    RoleSessionName: get("role_session_name"),
    DurationSeconds: /^\d+$/.test(seconds ?? "") ? Number(seconds) : undefined,
    ExternalId: get("external_id"),
  };
  return assumeRole(input, credentials, at, get("mfa_serial"));
}

/** A profile may name itself as its source, to assume a role with its own keys. */
async function profileSource(
  name: string,
  at: ProfileContext,
  search: (at: ProfileContext) => Promise<Credentials>,
): Promise<Credentials> {
  const source = await atProfile(at, name, true, at.visited);
  const hasKeys = source.get("aws_access_key_id");
  if (at.visited.includes(name) && !(name === at.active.name && hasKeys)) {
    throw misconfigured(`source_profile goes around in a circle: ${source.visited.join(" → ")}`);
  }
  const role = hasKeys ? "" : await roleOfProfile(source, search);
  return typeof role === "string" ? search(source) : role;
}

async function namedSource(name: string, at: ProfileContext): Promise<Credentials> {
  const source = sources.find(([known]) => known === name);
  if (!source) {
    const allowed = sources.map(([known]) => known).join(", ");
    throw misconfigured(`credential_source in ${at.title} is "${name}"; allowed: ${allowed}`);
  }
  const found = await source[1](at);
  if (typeof found !== "string") return found;
  throw noCredentials(`credential_source ${name} of ${at.title}: ${found}`);
}
