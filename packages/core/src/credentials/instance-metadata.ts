import { openInstanceMetadata } from "../config/instance-metadata.ts";
import { CredentialsError } from "../errors/errors.ts";
import type { Credentials } from "../identity/identity.ts";
import { provider, type CredentialsContext, type Found, type Provider } from "./context.ts";
import { credentialsFrom, metadataKeys, parseObject } from "./from-json.ts";
import { maskCredentials } from "./masked.ts";
import { noCredentials } from "./no-credentials.ts";

/**
 * Credentials of the role of the EC2 instance, from its metadata service (version 2 only). Throws
 * {@link CredentialsError}.
 */
export function fromInstanceMetadata(): Provider {
  return provider("instance metadata", (context) => roleCredentials(context));
}

/** The last step of the default chain: a service that does not answer is no error, there is just no instance. */
export async function instanceCredentials(context: CredentialsContext): Promise<Found> {
  try {
    return await roleCredentials(context);
  } catch (error) {
    if (error instanceof CredentialsError) return error.message;
    throw error;
  }
}

const service = "the instance metadata service";
const path = "/latest/meta-data/iam/security-credentials/";

async function roleCredentials(context: CredentialsContext): Promise<Found> {
  const read = await openInstanceMetadata(context);
  if (!read) return "AWS_EC2_METADATA_DISABLED is true";
  const role = (await read(path)).trim();
  if (!/^(?!\.+$)[\w+=,.@-]{1,64}$/.test(role)) throw noCredentials(`${service} names no valid role`);
  const json = parseObject(await read(path + role));
  if ((json?.["Code"] ?? "Success") !== "Success") {
    throw noCredentials(`${service} has no credentials for the role`, undefined, true);
  }
  return prolonged(credentialsFrom(json, "instance metadata", metadataKeys), context);
}

/**
 * The service hands out expired credentials when it is itself in trouble, and other services go on accepting them. They
 * are kept, and looked at again in 5 to 10 minutes: the cache renews 5 minutes before the end.
 */
function prolonged(credentials: Credentials, { now = Date.now, logger }: CredentialsContext): Credentials {
  if (credentials.expiration!.getTime() > now()) return credentials;
  logger?.warn?.(`${service} gave expired credentials; they are used all the same`);
  return maskCredentials({ ...credentials, expiration: new Date(now() + (10 + Math.random() * 5) * 60_000) });
}
