// AWS Signature Version 4A: a signature with an asymmetric key that is good for several regions
// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html, "AWS Signature Version 4A").
// The canonical request is that of Version 4; the scope has no region, instead `x-amz-region-set` is signed. The key on P-256
// is derived from the secret key: HMAC in counter mode (NIST SP 800-108), repeated until it is less than the curve's order
// less 1, plus 1. It is kept per credentials object. Signatures are DER in hexadecimal and differ each time.
import { createEcdsaP256, createHmacSha256 } from "#hash";
import type { Credentials } from "../identity/identity.ts";
import { signInHeaders, type SignatureVersion } from "./header-form.ts";
import type { Signer } from "./signer.ts";

const algorithm = "AWS4-ECDSA-P256-SHA256";

/** The order of P-256 less 2. */
const limit = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc63254f";

type Seal = (text: string) => string | Promise<string>;

const known: WeakMap<Credentials, Seal> = /* @__PURE__ */ new WeakMap();

/** The private key of credentials, as 64 hexadecimal digits. */
export function deriveKey({ accessKeyId, secretAccessKey }: Credentials): string {
  const hmac = createHmacSha256("AWS4A" + secretAccessKey);
  for (let counter = 1; ; counter++) {
    // Of 2³² keys one needs a second round; the counter's byte never needs more than the 7 bits that text takes.
    const found = hmac(`\0\0\0\x01${algorithm}\0${accessKeyId}${String.fromCharCode(counter)}\0\0\x01\0`);
    if (found <= limit) return (BigInt("0x" + found) + 1n).toString(16).padStart(64, "0");
  }
}

/** The version as the forms take it. */
export const version4a: SignatureVersion = {
  algorithm,
  regionSet: true,
  scope: (day, { signingName }) => `${day}/${signingName}/aws4_request`,
  seal(credentials, _scope, text) {
    let seal = known.get(credentials);
    if (seal === undefined) known.set(credentials, (seal = createEcdsaP256(deriveKey(credentials))));
    return seal(text);
  },
};

/** Signs with AWS Signature Version 4A; the context's region is the region set. */
export const sigv4a: Signer = {
  sign: (request, identity, context) => signInHeaders(version4a, request, identity, context),
  queryForm: { version: version4a },
};
