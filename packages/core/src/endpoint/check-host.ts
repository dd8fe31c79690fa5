/**
 * What may become part of a host or of a URL's front.
 *
 * Values of regions, members and endpoints end up in the host that signed requests go to, so each is checked before
 * credentials are touched: a host is labels of RFC 1123 with dots between them, at most 253 characters, or an IPv6
 * address; a URL has no user-info, query, fragment or control characters. Values are quoted in errors, endpoints are
 * not: they may hold secrets.
 */
import { ConfigError, invalidInput } from "../errors/errors.ts";
import { isValidHostLabel } from "./is-valid-host-label.ts";

/**
 * Checks a region: one host label, not all digits.
 *
 * @throws ConfigError
 */
export function checkRegion(region: string): void {
  if (!isValidHostLabel(region) || /^\d+$/.test(region)) {
    throw new ConfigError({ what: `${JSON.stringify(region)} cannot be a region` });
  }
}

/**
 * Checks the value of a `hostLabel` member: one host label, so no dots.
 *
 * @param path Path of the member from the operation, such as `GetParcel.AccountId`.
 * @throws ValidationError
 */
export function checkHostLabel(value: string, path: string): void {
  if (!isValidHostLabel(value)) {
    const problem = `${JSON.stringify(value)} cannot be part of a host: 1 to 63 letters, digits and inner hyphens`;
    throw invalidInput(path, problem);
  }
}

const endpointUrl = /^https?:\/\/(\[[\da-f:.]+\]|[^/?#@:[\]]+)(?::(\d{1,5}))?(?:\/[!-"$->@-[\]-~]*)?$/i;

/** The last URL that passed: a client calls the same one again and again. */
let checked = "";

/**
 * Checks an endpoint, the user's or a resolved one, with its host prefix: `http` or `https`, a valid host, perhaps a
 * port and a path, nothing else.
 *
 * @throws ConfigError
 */
export function checkEndpointUrl(url: string): void {
  if (url === checked) return;
  const [, host = "", port = "0"] = endpointUrl.exec(url) ?? [];
  const name = host.replace(/\.$/, "");
  if (Number(port) > 65535 || !(host[0] === "[" || (name.length < 254 && isValidHostLabel(name, true)))) {
    throw new ConfigError({
      what: "the endpoint is not http(s)://host[:port][/path]: no user, query, fragment or characters a URL cannot have",
    });
  }
  checked = url;
}
