// Signatures of event streams, AWS Signature Version 4 with the algorithm `AWS4-HMAC-SHA256-PAYLOAD`. Each message of the
// stream is the payload of an outer message with two headers: `:date` (a timestamp) and `:chunk-signature` (bytes). String
// to sign = algorithm, time, scope, the signature before it, the hash of the encoded `:date`, the hash of the payload. The
// first signature before is that of the request itself, whose payload hash is `STREAMING-AWS4-HMAC-SHA256-EVENTS`; a signed
// message without a payload ends the stream.
import { sha256Hex } from "#hash";
import { encodeHeaders, encodeMessage } from "../codecs/event-stream/message-encoder.ts";
import type { HeaderValue } from "../codecs/event-stream/message.ts";
import type { HttpRequest } from "../http/messages.ts";
import type { Credentials } from "../identity/identity.ts";
import { amzDate } from "./header-form.ts";
import type { Signer, SigningContext } from "./signer.ts";
import { version4 } from "./sigv4.ts";

/** What a request says in place of its payload's hash when the messages of its body are signed one by one. */
const streamingEvents = "STREAMING-AWS4-HMAC-SHA256-EVENTS";

const seedPattern = /^AWS4-HMAC-SHA256 .*Signature=([\da-f]{64})$/;

/** The signature of one message in hexadecimal; `prior` is the one before it. Of the context, region and name matter. */
export function eventSignature(
  credentials: Credentials,
  context: SigningContext,
  prior: string,
  date: Date,
  headers: Uint8Array,
  payload: Uint8Array,
): string {
  const time = amzDate(date);
  const scope = version4.scope(time.slice(0, 8), context);
  const hashes = `${prior}\n${sha256Hex(headers)}\n${sha256Hex(payload)}`;
  return version4.seal(
    credentials,
    scope,
    `AWS4-HMAC-SHA256-PAYLOAD\n${time}\n${scope}\n${hashes}`,
  ) as string;
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
  credentials: Credentials,
  context: SigningContext,
): HttpRequest {
  const seed = seedPattern.exec(request.headers["authorization"] ?? "")?.[1];
  if (seed === undefined) return request;
  const messages = request.body as AsyncIterable<Uint8Array>;
  return { ...request, body: signMessages(messages, credentials, context, seed) };
}

/** The messages, signed, and the empty one after them. Giving it up gives the messages up, also while one is awaited. */
function signMessages(
  messages: AsyncIterable<Uint8Array>,
  credentials: Credentials,
  context: SigningContext,
  seed: string,
): AsyncIterableIterator<Uint8Array> {
  const iterator = messages[Symbol.asyncIterator]();
  const skew = context.date.getTime() - Date.now();
  let prior = seed;
  let ended = false;
  return {
    async next() {
      if (ended) return { done: true, value: undefined };
      const at = await iterator.next();
      if (at.done) ended = true;
      const payload = at.done ? new Uint8Array(0) : at.value;
      // Whole seconds, as the string to sign has them.
      const date = new Date(Math.floor((Date.now() + skew) / 1000) * 1000);
      const headers = new Map<string, HeaderValue>([[":date", date]]);
      prior = eventSignature(credentials, context, prior, date, encodeHeaders(headers), payload);
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
