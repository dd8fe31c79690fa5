// The user agent, as the SDKs write it: name, os, language, execution environment, settings and the application's own id.
import type { ResolvedConfig } from "../config/settings.ts";

/** Version of this package, as its package.json says. */
export const version = "0.1.0";

/** Characters outside the token alphabet of RFC 9110 become `-`. */
function token(text: string): string {
  return text.replace(/[^\w!$%&'*+\-.^`|~,]/g, "-");
}

/** The `user-agent` header of a client. `process` is looked at where it exists, so that the same code runs anywhere. */
export function userAgentOf(settings: Pick<ResolvedConfig, "retryMode" | "userAgentAppid">): string {
  const { process } = globalThis as { process?: Partial<NodeJS.Process> };
  const environment = process?.env?.["AWS_EXECUTION_ENV"];
  const { retryMode, userAgentAppid } = settings;
  return [
    `inia/${version} ua/2.1`,
    process?.platform && `os/${process.platform} md/arch#${process.arch}`,
    process?.versions?.node === undefined ? "lang/js" : `lang/js md/nodejs#${process.versions.node}`,
    environment && `exec-env/${token(environment)}`,
    `cfg/retry-mode#${retryMode}`,
    userAgentAppid && `app/${token(userAgentAppid)}`,
  ]
    .filter(Boolean)
    .join(" ");
}
