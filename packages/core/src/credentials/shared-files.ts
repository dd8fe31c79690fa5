import { provider, type Provider } from "./context.ts";
import { profileCredentials } from "./profile-chain.ts";

/** Which profile, and who is asked for the code of an MFA device. */
export interface SharedFilesOptions {
  readonly profile?: string;
  readonly mfaCode?: (serial: string) => Promise<string>;
}

/** Credentials from a profile of the shared files, whatever it points to: keys, a role, SSO, a login, a process. */
export function fromSharedFiles(options: SharedFilesOptions = {}): Provider {
  return provider("shared files", (context) =>
    profileCredentials({ ...context, ...options }, options.profile),
  );
}
