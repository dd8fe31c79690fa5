import { checkEndpointUrl, checkHostLabel } from "./check-host.ts";

/**
 * Puts an operation's host prefix before the host of its endpoint: `{AccountId}.` over the members of the input.
 *
 * @param operation Name of the operation, for messages.
 * @throws ValidationError for a member that cannot be part of a host.
 */
export function prefixHost(
  url: string,
  prefix: string,
  input: Record<string, unknown>,
  operation: string,
): string {
  const filled = prefix.replace(/\{(\w+)\}/g, (_, member: string) => {
    const value = String(input[member] ?? "");
    checkHostLabel(value, `${operation}.${member}`);
    return value;
  });
  const prefixed = url.replace("://", `://${filled}`);
  checkEndpointUrl(prefixed);
  return prefixed;
}
