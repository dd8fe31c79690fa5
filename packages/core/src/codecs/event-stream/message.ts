/** A message of the encoding `application/vnd.amazon.eventstream`. */
export interface Message {
  readonly headers: Map<string, HeaderValue>;
  readonly payload: Uint8Array;
}

/**
 * The value of a header: a boolean, an integer (`bigint` beyond ±(2⁵³−1)), bytes, text, a point in time, or a UUID in its
 * textual form, which cannot be told from text.
 */
export type HeaderValue = boolean | number | bigint | Uint8Array | string | Date;

/** Bytes before the headers: total length, length of the headers, checksum of these two. */
export const preludeLength = 12;
/** Bytes around headers and payload: the prelude, and the checksum at the end. */
export const overhead = 16;
/** Largest block of headers. */
export const maxHeadersLength: number = 128 * 1024;
/** Largest payload. */
export const maxPayloadLength: number = 24 * 1024 * 1024;
