/** Scraps of what no service sends, for mutations to put in. */
import type { Random } from "../endpoints/parameter-samples.ts";

/** One of several. */
export function pick<T>(random: Random, from: readonly T[]): T {
  return from[random(from.length)]!;
}

/** Names that objects know, and others that no description has. */
export const hostileNames: readonly string[] = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "length", "then", "memberOfTomorrow", "", "$metadata", "0"]; // prettier-ignore

/** JSON values of every type, some of them on the edge. */
export const hostileJson: readonly string[] = [
  "null", "true", "0", "-0", "1e400", "-1e400", "1.5", "9007199254740993", "-99999999999999999999", "1e-400", '""', '"NaN"',
  '"Infinity"', '"-Infinity"', '"not a date"', '"2024-13-45T99:99:99Z"', '"=?="', '"\\ud800"', '"\\u0000"', "[]", "[null]",
  "[[[[]]]]", "{}", '{"__proto__":{"polluted":true}}', '{"constructor":{"prototype":{"polluted":true}}}', '{"a":null}',
  "253402300800", "-62135596801", "1e18", '"0000-00-00T00:00:00Z"', "tru", "01", "+1", ".5", "1.", '"', "{", "]", "'a'", "NaN",
]; // prettier-ignore

/** Text for an element or a header. */
export const hostileText: readonly string[] = [
  "", " ", "null", "true", "TRUE", "yes", "NaN", "Infinity", "1e400", "0x10", "12abc", "-", "--1", "9007199254740993", "1.5",
  "99999999999999999999999", "not a date", "2024-13-45T99:99:99Z", "9999999999999999", "Thu, 99 Foo 2024 25:61:61 GMT", "====",
  "a===", "\u0000", "\ufffd", "🐬", "é", '"unclosed', "a,,b", ",", '"a","b', "__proto__", "x".repeat(5_000),
]; // prettier-ignore

/** CBOR items of every type, some of them not well-formed. */
export const hostileCbor: readonly (readonly number[])[] = [
  [0xf6], [0xf7], [0xf5], [0xf4], [0x00], [0x20], [0x1b, 255, 255, 255, 255, 255, 255, 255, 255], [0x3b, 255, 255, 255, 255, 255, 255, 255, 255],
  [0x1b, 0, 32, 0, 0, 0, 0, 0, 1], [0xf9, 0x7e, 0], [0xf9, 0x7c, 0], [0xf9, 0xfc, 0], [0xf9, 0, 1], [0xfa, 127, 128, 0, 1], [0xfb, 255, 240, 0, 0, 0, 0, 0, 0],
  [0x60], [0x62, 0xc3, 0x28], [0x61, 0x00], [0x40], [0x41, 0xff], [0x5f, 0x41, 1, 0xff], [0x7f, 0x61, 0x61, 0xff], [0x5f, 0x61, 0x61, 0xff], [0x5f, 0x41],
  [0x80], [0x81, 0xf6], [0x9f, 0xff], [0x9f], [0xa0], [0xbf, 0xff], [0xbf, 0x61, 0x61, 0xff], [0xa1, 0x69, 95, 95, 112, 114, 111, 116, 111, 95, 95, 0xa1, 0x61, 0x78, 1],
  [0xa1, 0x01, 0x02], [0xa1, 0xf6, 0xf6], [0xa2, 0x61, 0x61, 1, 0x61, 0x61, 2], [0xc1, 0x61, 0x61], [0xc1, 0xfb, 127, 240, 0, 0, 0, 0, 0, 0], [0xc1, 0x1b, 255, 255, 255, 255, 255, 255, 255, 255],
  [0xc0, 0x74], [0xc2, 0x49, 1, 0, 0, 0, 0, 0, 0, 0, 0], [0xc3, 0x40], [0xc4, 0x82, 0x1b, 255, 255, 255, 255, 255, 255, 255, 255, 1], [0xd9, 0xd9, 0xf7, 0x01], [0xdb],
  [0xff], [0x1c], [0x3f], [0x5c], [0xfc], [0xf8, 0x00], [0xf8, 0xff], [0x9b, 0, 0, 0, 1, 0, 0, 0, 0], [0x9b, 255, 255, 255, 255, 255, 255, 255, 255], [0xbb, 0, 32, 0, 0, 0, 0, 0, 0],
  [0x7b, 0, 0, 0, 1, 0, 0, 0, 0], [0x5b, 127, 255, 255, 255, 255, 255, 255, 255], [0x9a, 0xff, 0xff, 0xff, 0xff],
]; // prettier-ignore
