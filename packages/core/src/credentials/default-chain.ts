import { provider, type Provider } from "./context.ts";
import { environmentCredentials } from "./environment.ts";

/**
 * Looks where botocore looks, in its order: environment, role of the profile, web identity, SSO, credentials file, login
 * session, credential process, config file, container, instance metadata. A source that is configured and fails ends the
 * search. Throws `CredentialsError` with every place and why it had none.
 *
 * A profile named in code makes the environment variables with credentials not count. Whatever comes after the
 * environment is loaded when it is reached.
 */
export function defaultChain(): Provider {
  let looked = false;
  return provider("default chain", async (context) => {
    const ignoreVariables = context.profile !== undefined;
    const found = ignoreVariables ? "a profile is named in code" : environmentCredentials(context);
    if (typeof found !== "string") return found;
    const { restOfChain } = await import("./profile-chain.ts");
    const reload = looked;
    looked = true;
    return restOfChain(context, ignoreVariables, reload, `environment (${found})`);
  });
}
