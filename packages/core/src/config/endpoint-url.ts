import { ConfigError } from "../errors/errors.ts";
import type { Environment, SharedFiles } from "./environment.ts";
import { textOf } from "./text-of.ts";
import { placeOf, type Profile } from "./profile.ts";

/**
 * The endpoint that environment or profile set for a service, and where: `AWS_ENDPOINT_URL_<SERVICE>`,
 * `AWS_ENDPOINT_URL`, the service's block in the `[services …]` section that the profile names, the profile itself.
 */
export function configuredEndpointUrl(
  env: Environment["env"],
  files: SharedFiles,
  profile: Profile,
  serviceId: string,
): readonly [url: string, source: string] | undefined {
  const service = serviceId.toLowerCase().replace(/[ -]/g, "_");
  for (const variable of [`AWS_ENDPOINT_URL_${service.toUpperCase()}`, "AWS_ENDPOINT_URL"]) {
    const url = env(variable);
    if (url) return [url, variable];
  }
  const { name, section } = profile;
  const group = textOf(section, "services");
  if (group) {
    const services = files.services.get(group);
    if (!services)
      throw new ConfigError({ what: `profile "${name}" names [services ${group}], which does not exist` });
    const block = services.get(service);
    const url = typeof block === "object" && block.get("endpoint_url");
    if (url) return [url, `endpoint_url of ${service} in [services ${group}]`];
  }
  const url = textOf(section, "endpoint_url");
  return url ? [url, placeOf(files, profile, "endpoint_url")] : undefined;
}
