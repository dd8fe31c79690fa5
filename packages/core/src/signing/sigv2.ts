// AWS Signature Version 2, which SimpleDB alone still asks for
// (https://docs.aws.amazon.com/AmazonSimpleDB/latest/DeveloperGuide/HMACAuth.html).
// String to sign = method, host, path and the parameters sorted by name and percent-encoded, each on its line; signature =
// HMAC-SHA-256 in base64. The parameters are those of the form in the body; what signs them joins them.
import { hmacSha256 } from "#hash";
import { encodeBase64 } from "../codecs/scalars/base64.ts";
import { decodeUtf8, encodeUtf8 } from "../codecs/scalars/utf8.ts";
import { ConfigError } from "../errors/errors.ts";
import { encodeRfc3986 } from "../codecs/scalars/percent-encoding.ts";
import { splitUrl } from "./canonical-request.ts";
import { credentialsOf } from "./header-form.ts";
import type { Signer } from "./signer.ts";

type Parameter = readonly [name: string, value: string];

function parametersOf(form: string): Parameter[] {
  const decode = (text = ""): string => decodeURIComponent(text.replaceAll("+", " "));
  return form
    .split("&")
    .filter(Boolean)
    .map((pair) => {
      const [name, value] = pair.split("=");
      return [decode(name), decode(value)];
    });
}

function encode(parameters: readonly Parameter[]): string {
  return parameters.map(([name, value]) => `${encodeRfc3986(name)}=${encodeRfc3986(value)}`).join("&");
}

/** Signs with AWS Signature Version 2: adds parameters to the form in the body. Has no presigned URLs. */
export const sigv2: Signer = {
  sign(request, identity, { date }) {
    const { accessKeyId, secretAccessKey, sessionToken } = credentialsOf(identity);
    const { method, url, body } = request;
    if (!(body instanceof Uint8Array))
      throw new ConfigError({ what: "Signature Version 2 signs forms; this request has none" });
    const { host, path } = splitUrl(url);
    const parameters: Parameter[] = [
      ...parametersOf(decodeUtf8(body)),
      ["AWSAccessKeyId", accessKeyId],
      ["SignatureVersion", "2"],
      ["SignatureMethod", "HmacSHA256"],
      ["Timestamp", date.toISOString().replace(/\.\d+/, "")],
    ];
    if (sessionToken !== undefined) parameters.push(["SecurityToken", sessionToken]);
    const sorted = parameters.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    const text = `${method}\n${host}\n${path}\n${encode(sorted)}`;
    parameters.push(["Signature", encodeBase64(hmacSha256(secretAccessKey, text))]);
    return { ...request, body: encodeUtf8(encode(parameters)) };
  },
};
