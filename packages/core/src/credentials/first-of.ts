import { CredentialsError } from "../errors/errors.ts";
import type { Credentials } from "../identity/identity.ts";
import type { ProfileContext, Step } from "./profile-steps.ts";

/** What the first of some steps finds; throws {@link CredentialsError} with all reasons when none does. */
export async function firstOf(steps: readonly Step[], at: ProfileContext): Promise<Credentials> {
  const reasons: string[] = [];
  for (const [name, look] of steps) {
    const found = await look(at);
    if (typeof found !== "string") return found;
    reasons.push(`${name} (${found})`);
  }
  throw new CredentialsError({
    what:
      `no credentials; looked at: ${reasons.join(", ")}. ` +
      'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, run "aws configure" or "aws login", or give the client credentials',
  });
}
