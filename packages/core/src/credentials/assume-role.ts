import { CredentialsError } from "../errors/errors.ts";
import type { CredentialProvider, Credentials } from "../identity/identity.ts";
import { provider, type CredentialsContext, type Provider } from "./context.ts";
import { credentialsFrom } from "./from-json.ts";

/** What both ways of assuming a role take. */
export interface RoleOptions {
  readonly roleArn: string;
  /** Shows up in logs and in the role's ARN; default `inia-<milliseconds>`. */
  readonly roleSessionName?: string | undefined;
  readonly durationSeconds?: number | undefined;
  /** Session policy as JSON text: narrows what the role may do. */
  readonly policy?: string | undefined;
  readonly policyArns?: readonly string[] | undefined;
  /** Region whose STS is asked; the client's when absent. */
  readonly region?: string | undefined;
}

/** A role, and what it is assumed with. */
export interface AssumeRoleOptions extends RoleOptions {
  /** Who assumes the role. */
  readonly sourceCredentials: Credentials | CredentialProvider;
  readonly externalId?: string | undefined;
  readonly sourceIdentity?: string | undefined;
  /** Session tags by their key. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  readonly transitiveTagKeys?: readonly string[] | undefined;
  /** Serial number or ARN of an MFA device; its code comes from `mfaCode`. */
  readonly mfaSerial?: string | undefined;
  readonly mfaCode?: ((serial: string) => Promise<string>) | undefined;
}

/** Temporary credentials of a role (STS AssumeRole). */
export function fromAssumeRole(options: AssumeRoleOptions): Provider {
  return provider("role", (context) => assumeRole(options, context));
}

/** Asks STS for credentials of a role. Throws {@link CredentialsError} with STS's answer as its cause. */
export async function assumeRole(
  options: AssumeRoleOptions,
  context: CredentialsContext,
): Promise<Credentials> {
  const { sourceCredentials: source, mfaSerial, tags, mfaCode = context.mfaCode } = options;
  if (mfaSerial && !mfaCode) {
    throw new CredentialsError({
      what: `${options.roleArn} needs a code of ${mfaSerial}: give mfaCode, a function`,
    });
  }
  return askForRole(
    "AssumeRole",
    options,
    {
      ExternalId: options.externalId,
      SourceIdentity: options.sourceIdentity,
      Tags: tags && Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      TransitiveTagKeys: options.transitiveTagKeys,
      ...(mfaSerial && { SerialNumber: mfaSerial, TokenCode: await mfaCode!(mfaSerial) }),
    },
    typeof source === "function" ? await (source as Provider)(context) : source,
    context,
  );
}

/** The call that both ways of assuming a role share. */
export async function askForRole(
  operation: string,
  options: RoleOptions,
  input: Record<string, unknown>,
  credentials: Credentials | "anonymous",
  context: CredentialsContext,
): Promise<Credentials> {
  const { now = Date.now } = context;
  const common = {
    RoleArn: options.roleArn,
    RoleSessionName: options.roleSessionName ?? `inia-${now()}`,
    DurationSeconds: options.durationSeconds,
    Policy: options.policy,
    PolicyArns: options.policyArns?.map((arn) => ({ arn })),
  };
  const region = options.region ?? context.region ?? "us-east-1";
  const given = Object.entries({ ...common, ...input }).filter(([, value]) => value !== undefined);
  const output = await context
    .innerCall("sts", operation, Object.fromEntries(given), { region, credentials })
    .catch((cause: unknown) => {
      const { message = "no answer", retryable } = cause as { message?: string; retryable?: boolean };
      throw new CredentialsError({
        what: `${options.roleArn} cannot be assumed: ${message}`,
        cause,
        retryable,
      });
    });
  const { Credentials: keys, AssumedRoleUser: user } = output as Record<
    string,
    Record<string, unknown> | undefined
  >;
  return credentialsFrom(keys, `STS ${operation}`, {
    accountId: String(user?.["Arn"] ?? "").split(":")[4],
  });
}
