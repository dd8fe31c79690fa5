/**
 * The EC2 instance metadata service, version 2 only: a token of six hours from `PUT /latest/api/token` goes with every
 * request. Nothing is ever asked without one. Answers 401 (token expired) and 5xx are tried again; a time limit or a
 * failed connection is final, because it says that this machine has no such service.
 */
import { CredentialsError } from "../errors/errors.ts";
import type { Transport } from "../http/messages.ts";
import type { Environment } from "./environment.ts";
import { textOf } from "./ini.ts";
import { metadataRequest, type MetadataResponse } from "./metadata-request.ts";
import { findProfile, profileName } from "./profile.ts";
import { boolean, parseSetting, type SettingKind } from "./setting.ts";

/** What the instance metadata service is reached with. */
export interface MetadataContext {
  readonly environment: Environment;
  readonly transport: Transport;
  readonly profile?: string | undefined;
  readonly now?: (() => number) | undefined;
}

/** Reads one path of the metadata. Throws {@link CredentialsError}. */
export type InstanceMetadata = (path: string) => Promise<string>;

/** Seconds that a token is asked for, and before whose end it is no longer used. */
const lifetime = 21_600;
const margin = 120;

const tokens: WeakMap<Transport, { base: string; token: string; until: number }> =
  /* @__PURE__ */ new WeakMap();

/** Opens the metadata service; undefined when `AWS_EC2_METADATA_DISABLED` is `true`. Sends nothing yet. */
export async function openInstanceMetadata(context: MetadataContext): Promise<InstanceMetadata | undefined> {
  const { environment, transport, profile, now = Date.now } = context;
  const { env } = environment;
  if (env("AWS_EC2_METADATA_DISABLED")?.toLowerCase() === "true") return undefined;
  const { section } = findProfile(await environment.files(), profileName(env, profile));
  const setting = (key: string, kind: SettingKind): unknown => {
    const variable = `AWS_${key.toUpperCase()}`;
    const text = env(variable) ?? textOf(section, key);
    return text && parseSetting(kind, text, env(variable) ? variable : key);
  };
  const mode = setting("ec2_metadata_service_endpoint_mode", ["ipv4", "ipv6"]);
  const ipv6 = mode ? mode === "ipv6" : setting("imds_use_ipv6", boolean);
  const given = setting("ec2_metadata_service_endpoint", "text") as string | undefined;
  const base = (given ?? (ipv6 ? "http://[fd00:ec2::254]" : "http://169.254.169.254")).replace(/\/+$/, "");
  const positive = { min: 1, max: Infinity };
  const limit = ((setting("metadata_service_timeout", positive) as number) || 1) * 1_000;
  const attempts = (setting("metadata_service_num_attempts", positive) as number) || 3;

  const ask = (method: string, path: string, headers: Record<string, string>): Promise<MetadataResponse> =>
    metadataRequest(transport, method, base + path, headers, limit, limit).catch((cause: unknown) => {
      throw new CredentialsError({
        what: "the instance metadata service cannot be reached",
        cause,
        retryable: true,
      });
    });
  const getToken = async (): Promise<MetadataResponse> => {
    const known = tokens.get(transport);
    if (known?.base === base && known.until > now()) return { status: 200, text: known.token };
    const answer = await ask("PUT", "/latest/api/token", {
      "x-aws-ec2-metadata-token-ttl-seconds": String(lifetime),
    });
    if (answer.status !== 200) return answer;
    // A header is made of it: whatever follows a line break is not part of a token.
    const token = answer.text.trim();
    if (!/^[\x21-\x7e]+$/.test(token)) return { status: 500, text: "" };
    tokens.set(transport, { base, token, until: now() + (lifetime - margin) * 1_000 });
    return { status: 200, text: token };
  };

  return async (path) => {
    for (let attempt = 1; ; attempt++) {
      let answer = await getToken();
      if (answer.status === 200) answer = await ask("GET", path, { "x-aws-ec2-metadata-token": answer.text });
      if (answer.status === 200) return answer.text;
      if (answer.status === 401) tokens.delete(transport);
      if (attempt >= attempts || (answer.status < 500 && answer.status !== 401)) {
        throw new CredentialsError({
          what: `the instance metadata service refuses ${path}`,
          details: [`HTTP ${answer.status}`],
          retryable: answer.status >= 500,
        });
      }
    }
  };
}
