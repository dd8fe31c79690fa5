const unreserved: RegExp = /^[A-Za-z0-9\-._~]*$/;

/**
 * Percent-encodes the UTF-8 of text, all but the unreserved characters of RFC 3986 (`A-Z a-z 0-9 - . _ ~`), as AWS
 * expects it in paths and query strings. A lone surrogate becomes U+FFFD.
 */
export function percentEncode(text: string): string {
  if (unreserved.test(text)) return text;
  return encodeRfc3986(wellFormed(text));
}

/** Percent-encodes what is not unreserved (RFC 3986): AWS's own rule, stricter than `encodeURIComponent`, which throws for a lone surrogate. */
export function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => "%" + c.charCodeAt(0).toString(16).toUpperCase(),
  );
}

/** Like {@link percentEncode}, and keeps `/`: for greedy labels. */
export function percentEncodePath(text: string): string {
  return unreserved.test(text) ? text : percentEncode(text).replaceAll("%2F", "/");
}

function wellFormed(text: string): string {
  return text.replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]|[\uD800-\uDFFF]/g, (c) =>
    c.length > 1 ? c : "\uFFFD",
  );
}
