// Signatures of event streams, AWS Signature Version 4 with the algorithm `AWS4-HMAC-SHA256-PAYLOAD`. Each message of the
// stream is the payload of an outer message with two headers: `:date` (a timestamp) and `:chunk-signature` (bytes). String
// to sign = algorithm, time, scope, the signature before it, the hash of the encoded `:date`, the hash of the payload. The
// first signature before is that of the request itself, whose payload hash is `STREAMING-AWS4-HMAC-SHA256-EVENTS`; a signed
// message without a payload ends the stream.
import { hmacSha256Hex, sha256Hex } from "#hash";
import { encodeHeaders, encodeMessage } from "../codecs/event-stream/message-encoder.ts";
import type { HeaderValue } from "../codecs/event-stream/message.ts";
import type { HttpRequest } from "../http/messages.ts";
import type { Credentials, Identity } from "../identity/identity.ts";
import type { Signer, SigningContext } from "./signer.ts";
import { amzDate, signingKey } from "./sigv4.ts";

/** What a request says in place of its payload's hash when the messages of its body are signed one by one. */
const streamingEvents = "STREAMING-AWS4-HMAC-SHA256-EVENTS";

const seedPattern = /^AWS4-HMAC-SHA256 .*Signature=([\da-f]{64})$/;

/** Where a chain of signatures is: what stays the same for all messages of a stream. */
export interface EventSigning {
  readonly credentials: Credentials;
  readonly region: string;
  /** Name in the credential scope. */
  readonly signingName: string;
}

/** The signature of one message in hexadecimal; `prior` is the one before it. */
export function eventSignature(
  { credentials, region, signingName }: EventSigning,
  prior: string,
  date: Date,
  headers: Uint8Array,
  payload: Uint8Array,
): string {
  const time = amzDate(date);
  const day = time.slice(0, 8);
  const scope = `${day}/${region}/${signingName}/aws4_request`;
  const hashes = `${prior}\n${sha256Hex(headers)}\n${sha256Hex(payload)}`;
  const key = signingKey(credentials, day, region, signingName);
  return hmacSha256Hex(key, `AWS4-HMAC-SHA256-PAYLOAD\n${time}\n${scope}\n${hashes}`);
}

/**
 * Makes a signer for requests whose body is a stream of events: `signer` signs the request, and each message of the body
 * is signed when it is taken. Requests without a body, tokens, payloads that are not to be signed, and signatures of
 * another algorithm are left to `signer` alone.
 */
export function signEvents(signer: Signer): Signer {
  return {
    sign(request, identity, context) {
      if (request.body === undefined || context.payloadHash !== undefined || !("accessKeyId" in identity)) {
        return signer.sign(request, identity, context);
      }
      const signed = signer.sign(request, identity, { ...context, payloadHash: streamingEvents });
      return signed instanceof Promise
        ? signed.then((done) => withSignedBody(done, identity, context))
        : withSignedBody(signed, identity, context);
    },
  };
}

function withSignedBody(
  request: HttpRequest,
  identity: Identity & Credentials,
  context: SigningContext,
): HttpRequest {
  const seed = seedPattern.exec(request.headers["authorization"] ?? "")?.[1];
  if (seed === undefined) return request;
  const { region, signingName, date } = context;
  const skew = date.getTime() - Date.now();
  const signing = { credentials: identity, region, signingName };
  return { ...request, body: signMessages(request.body as AsyncIterable<Uint8Array>, signing, seed, skew) };
}

/** The messages, signed, and the empty one after them. Giving it up gives the messages up, also while one is awaited. */
function signMessages(
  messages: AsyncIterable<Uint8Array>,
  signing: EventSigning,
  seed: string,
  skew: number,
): AsyncIterableIterator<Uint8Array> {
  const iterator = messages[Symbol.asyncIterator]();
  let prior = seed;
  let ended = false;
  return {
    async next() {
      if (ended) return { done: true, value: undefined };
      const at = await iterator.next();
      if (at.done) ended = true;
      const payload = at.done ? new Uint8Array(0) : at.value;
      const date = new Date(Date.now() + skew);
      const headers = new Map<string, HeaderValue>([[":date", date]]);
      prior = eventSignature(signing, prior, date, encodeHeaders(headers), payload);
      headers.set(":chunk-signature", bytesOfHex(prior));
      return { done: false, value: encodeMessage({ headers, payload }) };
    },
    async return() {
      ended = true;
      await iterator.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function bytesOfHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g)!, (pair) => parseInt(pair, 16));
}
