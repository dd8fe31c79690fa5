import type { CredentialProvider, Credentials } from "../identity/identity.ts";
import { provider, type CredentialsContext, type Provider } from "./context.ts";
import { credentialsFrom, stsKeys } from "./from-json.ts";
import { noCredentials } from "./no-credentials.ts";

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

/** Input of the operations of STS, less what has no value. */
export interface RoleInput {
  readonly RoleArn: string;
  readonly RoleSessionName?: string | undefined;
  readonly [member: string]: unknown;
}

/** What both ways of assuming a role take, in the words of STS. */
export function roleInput(options: RoleOptions): RoleInput {
  return {
    RoleArn: options.roleArn,
    RoleSessionName: options.roleSessionName,
    DurationSeconds: options.durationSeconds,
    Policy: options.policy,
    PolicyArns: options.policyArns?.map((arn) => ({ arn })),
  };
}

/** Temporary credentials of a role (STS AssumeRole). */
export function fromAssumeRole(options: AssumeRoleOptions): Provider {
  const { sourceCredentials: source, tags, region, mfaSerial, mfaCode } = options;
  return provider("role", async (context) => {
    const input = {
      ...roleInput(options),
      ExternalId: options.externalId,
      SourceIdentity: options.sourceIdentity,
      Tags: tags && Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      TransitiveTagKeys: options.transitiveTagKeys,
    };
    const credentials = typeof source === "function" ? await (source as Provider)(context) : source;
    const own = { ...(region && { region }), ...(mfaCode && { mfaCode }) };
    return assumeRole(input, credentials, { ...context, ...own }, mfaSerial);
  });
}

/** Asks STS for credentials of a role. Throws {@link CredentialsError} with STS's answer as its cause. */
export async function assumeRole(
  input: RoleInput,
  credentials: Credentials,
  context: CredentialsContext,
  SerialNumber?: string,
): Promise<Credentials> {
  if (!SerialNumber) return askForRole("AssumeRole", input, credentials, context);
  const { mfaCode } = context;
  if (!mfaCode)
    throw noCredentials(`${input.RoleArn} needs a code of ${SerialNumber}: give mfaCode, a function`);
  const TokenCode = await mfaCode(SerialNumber);
  return askForRole("AssumeRole", { ...input, SerialNumber, TokenCode }, credentials, context);
}

/** The call that both ways of assuming a role share. */
export async function askForRole(
  operation: string,
  input: RoleInput,
  credentials: Credentials | "anonymous",
  { now = Date.now, region = "us-east-1", innerCall }: CredentialsContext,
): Promise<Credentials> {
  const { RoleArn, RoleSessionName = `inia-${now()}` } = input;
  // A copy by way of JSON is without what has no value.
  const given = JSON.parse(JSON.stringify({ ...input, RoleSessionName })) as Record<string, unknown>;
  const called = innerCall("sts", operation, given, { region, credentials });
  const output = await called.catch((cause: { message?: string; retryable?: boolean } = {}) => {
    throw noCredentials(
      `${RoleArn} cannot be assumed: ${cause.message ?? "no answer"}`,
      cause,
      cause.retryable,
    );
  });
  const { Credentials: keys, AssumedRoleUser: user } = output as Record<string, Record<string, unknown>>;
  const account = String(user?.["Arn"] ?? "").split(":")[4];
  return credentialsFrom(keys, `STS ${operation}`, stsKeys, account);
}
