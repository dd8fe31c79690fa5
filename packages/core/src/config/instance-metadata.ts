/**
 * The EC2 instance metadata service, version 2 only: a token of six hours from `PUT /latest/api/token` goes with every
 * request. Nothing is ever asked without one. Answers 401 (token expired) and 5xx are tried again; a time limit or a
 * failed connection is final, because it says that this machine has no such service.
 */
import { CredentialsError } from "../errors/errors.ts";
import type { Transport } from "../http/messages.ts";
import type { Environment } from "./environment.ts";
import { textOf } from "./text-of.ts";
import { metadataRequest, type MetadataResponse } from "./metadata-request.ts";
import { findProfile, profileName } from "./profile.ts";
import { parseSetting } from "./setting.ts";
import { metadataSettings } from "./settings-table.ts";

/** What the instance metadata service is reached with. */
export interface MetadataContext {
  readonly environment: Environment;
  readonly transport: Transport;
  readonly profile?: string | undefined;
  readonly now?: (() => number) | undefined;
}

/** Reads one path of the metadata. Throws {@link CredentialsError}. */
export type InstanceMetadata = (path: string) => Promise<string>;

const service = "the instance metadata service";

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
  const [given, mode, useIpv6, timeout, tries] = Object.entries(metadataSettings).map(([key, kind]) => {
    const variable = `AWS_${key.toUpperCase()}`;
    const text = env(variable) ?? textOf(section, key);
    return text && parseSetting(kind, text, env(variable) ? variable : key);
  });
  const ipv6 = mode ? mode === "ipv6" : useIpv6;
  const host = given ?? (ipv6 ? "http://[fd00:ec2::254]" : "http://169.254.169.254");
  const base = String(host).replace(/\/+$/, "");
  const limit = Number(timeout ?? 1) * 1_000;
  const attempts = Number(tries ?? 3);

  const ask = (method: string, path: string, headers: Record<string, string>): Promise<MetadataResponse> =>
    metadataRequest(transport, method, base + path, headers, limit, limit).catch((cause: unknown) => {
      throw new CredentialsError({ what: `${service} cannot be reached`, cause, retryable: true });
    });
  /** A token, or the status of the answer that has none. */
  const getToken = async (): Promise<string | number> => {
    const known = tokens.get(transport);
    if (known?.base === base && known.until > now()) return known.token;
    const asked = { "x-aws-ec2-metadata-token-ttl-seconds": String(lifetime) };
    const { status, text } = await ask("PUT", "/latest/api/token", asked);
    if (status !== 200) return status;
    // A header is made of it: whatever follows a line break is not part of a token.
    const token = text.trim();
    if (!/^[\x21-\x7e]+$/.test(token)) return 500;
    tokens.set(transport, { base, token, until: now() + (lifetime - margin) * 1_000 });
    return token;
  };

  return async (path) => {
    for (let attempt = 1; ; attempt++) {
      const token = await getToken();
      const answer =
        typeof token === "string"
          ? await ask("GET", path, { "x-aws-ec2-metadata-token": token })
          : { status: token, text: "" };
      const { status } = answer;
      if (status === 200) return answer.text;
      if (status === 401) tokens.delete(transport);
      if (attempt >= attempts || (status < 500 && status !== 401)) {
        const what = `${service} refuses ${path} (HTTP ${status})`;
        throw new CredentialsError({ what, retryable: status >= 500 });
      }
    }
  };
}
