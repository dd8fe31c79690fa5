// Signed URLs and cookies of CloudFront: a policy, RSA-SHA1 over its text, both in base64 with three letters exchanged
// (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-signed-urls.html). A canned policy has an
// end alone and is not sent: CloudFront makes it anew of URL and `Expires`.
import { rsaSha1 } from "#hash";
import { encodeBase64 } from "../codecs/scalars/base64.ts";
import { encodeUtf8 } from "../codecs/scalars/utf8.ts";
import { ConfigError } from "../errors/errors.ts";

/** What a custom policy says. */
export interface CloudFrontPolicy {
  /** URL that it is about; `*` and `?` stand for any characters and any character. */
  readonly resource: string;
  readonly expiresAt: Date;
  /** Not before. */
  readonly startsAt?: Date | undefined;
  /** IPv4 address, or range of them in CIDR notation. */
  readonly ipAddress?: string | undefined;
}

/** The key to sign with. */
export interface CloudFrontKey {
  /** Id of the public key in CloudFront. */
  readonly keyPairId: string;
  /**
   * The RSA private key in PEM (in a browser PKCS #8 alone), or a function that signs with RSA-SHA1: where the key is in
   * another's hands.
   */
  readonly privateKey: string | ((policy: Uint8Array) => Uint8Array | Promise<Uint8Array>);
}

/** How long, or under which policy: one of the two. */
export type CloudFrontTerms =
  | { readonly expiresAt: Date; readonly policy?: undefined }
  | { readonly policy: string; readonly expiresAt?: undefined };

/** What {@link cloudFrontSignedUrl} signs. */
export type CloudFrontUrlOptions = CloudFrontKey & CloudFrontTerms & { readonly url: string };

/** What {@link cloudFrontSignedCookies} signs. With `expiresAt` the URL that the cookies are good for is needed. */
export type CloudFrontCookieOptions = CloudFrontKey &
  (
    | { readonly url: string; readonly expiresAt: Date; readonly policy?: undefined }
    | { readonly policy: string; readonly expiresAt?: undefined; readonly url?: undefined }
  );

function seconds(date: Date): { "AWS:EpochTime": number } {
  return { "AWS:EpochTime": Math.floor(date.getTime() / 1000) };
}

/**
 * Writes a policy for signed URLs and cookies.
 *
 * @example
 * const policy = cloudFrontPolicy({ resource: "https://d1.cloudfront.net/films/*", expiresAt, ipAddress: "192.0.2.0/24" });
 */
export function cloudFrontPolicy({ resource, expiresAt, startsAt, ipAddress }: CloudFrontPolicy): string {
  const range = ipAddress === undefined || ipAddress.includes("/") ? ipAddress : `${ipAddress}/32`;
  const condition = {
    DateLessThan: seconds(expiresAt),
    ...(range && { IpAddress: { "AWS:SourceIp": range } }),
    ...(startsAt && { DateGreaterThan: seconds(startsAt) }),
  };
  return JSON.stringify({ Statement: [{ Resource: resource, Condition: condition }] });
}

function encode(bytes: Uint8Array): string {
  return encodeBase64(bytes).replaceAll("+", "-").replaceAll("=", "_").replaceAll("/", "~");
}

/** The parameters that prove the terms, in the order in which URLs have them. */
async function proof(
  { keyPairId, privateKey }: CloudFrontKey,
  { expiresAt, policy }: CloudFrontTerms,
  url = "",
): Promise<[string, string][]> {
  if ((expiresAt === undefined) === (policy === undefined))
    throw new ConfigError({ what: "CloudFront signs either expiresAt or a policy: give one of them" });
  const text = policy ?? cloudFrontPolicy({ resource: url, expiresAt: expiresAt! });
  const bytes = encodeUtf8(text);
  const signature = await (typeof privateKey === "function" ? privateKey(bytes) : rsaSha1(privateKey, bytes));
  return [
    policy === undefined
      ? ["Expires", String(seconds(expiresAt!)["AWS:EpochTime"])]
      : ["Policy", encode(bytes)],
    ["Signature", encode(signature)],
    ["Key-Pair-Id", keyPairId],
  ];
}

/**
 * Signs a URL of a CloudFront distribution, until a time or under a policy.
 *
 * @example
 * const url = await cloudFrontSignedUrl({
 *   url: "https://d1.cloudfront.net/film.mp4", keyPairId: "K2JCJMDEHXQW5F", privateKey: pem, expiresAt: new Date("2030-01-01"),
 * });
 *
 * @throws {@link ConfigError} for both or neither of `expiresAt` and `policy`, and for a key that cannot be read.
 */
export async function cloudFrontSignedUrl(options: CloudFrontUrlOptions): Promise<string> {
  const { url } = options;
  const parameters = await proof(options, options, url);
  return (
    url + (url.includes("?") ? "&" : "?") + parameters.map(([name, value]) => `${name}=${value}`).join("&")
  );
}

/**
 * Makes the cookies that let a browser see what a CloudFront distribution keeps private; set each with
 * `Domain`, `Path`, `Secure` and `HttpOnly`.
 *
 * @example
 * const cookies = await cloudFrontSignedCookies({ policy, keyPairId, privateKey });
 * for (const [name, value] of Object.entries(cookies)) response.cookie(name, value, { secure: true, httpOnly: true });
 *
 * @throws {@link ConfigError} for both or neither of `expiresAt` and `policy`, and for a key that cannot be read.
 */
export async function cloudFrontSignedCookies(
  options: CloudFrontCookieOptions,
): Promise<Record<string, string>> {
  const parameters = await proof(options, options as CloudFrontTerms, options.url);
  return Object.fromEntries(parameters.map(([name, value]) => [`CloudFront-${name}`, value]));
}
