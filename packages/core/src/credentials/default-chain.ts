import type { Token } from "../identity/identity.ts";
import { provider, type CredentialsContext, type Provider } from "./context.ts";
import { environmentCredentials } from "./environment.ts";
import { firstOf } from "./first-of.ts";
import { atProfile, profileSteps, roleStep, type Step } from "./profile-steps.ts";

const environmentStep: Step = [
  "environment",
  (at) => (at.ignoreVariables ? "a profile is named in code" : environmentCredentials(at)),
];

const containerStep: Step = [
  "container",
  async (at) => {
    const { env } = at.environment;
    return env("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") || env("AWS_CONTAINER_CREDENTIALS_FULL_URI")
      ? (await import("./container.ts")).containerCredentials(at)
      : "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and AWS_CONTAINER_CREDENTIALS_FULL_URI are not set";
  },
];

const instanceStep: Step = [
  "instance metadata",
  async (at) => (await import("./instance-metadata.ts")).instanceCredentials(at),
];

/**
 * Looks where botocore looks, in its order: environment, role of the profile, web identity, SSO, credentials file, login
 * session, credential process, config file, container, instance metadata. A source that is configured and fails ends the
 * search. Throws `CredentialsError` with every place and why it had none.
 *
 * A profile named in code makes the environment variables with credentials not count.
 */
export function defaultChain(): Provider {
  let looked = false;
  return provider("default chain", async (context) => {
    const at = await atProfile(context, undefined, context.profile !== undefined, [], looked);
    looked = true;
    return firstOf([environmentStep, roleStep, ...profileSteps, containerStep, instanceStep], at);
  });
}

/** Credentials from a profile of the shared files, whatever it points to: keys, a role, SSO, a login, a process. */
export function fromSharedFiles(
  options: { profile?: string; mfaCode?: (serial: string) => Promise<string> } = {},
): Provider {
  return provider("shared files", async (context) =>
    firstOf([roleStep, ...profileSteps], await atProfile({ ...context, ...options }, options.profile, true)),
  );
}

/** The bearer token of the environment or of the profile's SSO session; see `default-token.ts`. */
export async function defaultToken(signingName: string, context: CredentialsContext): Promise<Token> {
  return (await import("./default-token.ts")).defaultToken(signingName, context);
}
