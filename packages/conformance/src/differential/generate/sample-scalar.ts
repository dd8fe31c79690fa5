/** Scalars with the values in which codecs go wrong. What botocore's validation refuses is not among them. */
import type { ShapeJson } from "@inia/service-model";
import type { Random } from "../../endpoints/parameter-samples.ts";

/** Where a value goes; it decides which text can be there. */
export type Place = "body" | "xml" | "header" | "query" | "uri" | "greedy" | "host";

/** A random element of a list. */
export function pick<T>(random: Random, values: readonly T[]): T {
  return values[random(values.length)]!;
}

const plainTexts = [
  "a",
  "Parcel-12",
  "arn:aws:iam::123456789012:role/a",
  "us-west-2",
  "0",
  "1.0",
  "true",
  "null",
  "NaN",
];

/** Text that any document can carry, in XML too. */
const documentTexts = [
  ...plainTexts, "", " ", " padded ", "ünïcødé", "日本語", "🐬 emoji", `&<>"'`, "]]>", "<a b='c'>&amp;</a>", "a\nb", "tab\tbed",
  "line\r\nline\rline", "back\\slash \\u0041", '{"json": [1, "two"]}', "a=b&c=d+e%20f;g", "~!*'()-._", "\u2028\u00a0\ufeff", "%s {0} $1",
  "__proto__", "constructor", "x".repeat(300),
]; // prettier-ignore
const texts: Readonly<Record<Place, readonly string[]>> = {
  xml: documentTexts,
  body: [...documentTexts, "\u0001\u0000\u007f", "\u001f\b\f"],
  query: [...documentTexts, "/", "?#[]@"],
  // Bytes of headers are those of ASCII, and neither side keeps blanks at their ends.
  header: [...plainTexts, "a, b", "tab\tbed", '"quoted"', "semi;colon=1", "<>&'%20+"],
  uri: [
    ...plainTexts,
    "ünïcødé",
    "🐬",
    "a/b",
    "a b",
    "a+b%2F",
    "~!*'()-._",
    "?#&=;:@",
    "...",
    "\n",
    "$,{}[]|",
  ],
  greedy: [...plainTexts, "a/b/c", "/a//b/", "a b/ü/🐬", "../a/./b", "a+b%2F?#", "~!*'()"],
  host: ["a", "123456789012", "route-1"],
};

/** A text for a place, at least as long as the model says. */
export function sampleText(random: Random, shape: ShapeJson, place: Place): string {
  const { enum: values, min = 0 } = shape;
  if (values && values.length > 0 && place !== "host" && random(5) > 0) return pick(random, values);
  const text = pick(random, texts[place]);
  const missing = min - [...text].length;
  return missing > 0 ? text + "x".repeat(missing) : text;
}

const edges: Readonly<Record<string, readonly (number | bigint)[]>> = {
  integer: [0, 1, -1, 7, 443, 2 ** 31 - 1, -(2 ** 31)],
  long: [0, 1, -1, 1_700_000_000_000, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 2n ** 53n + 1n, 2n ** 63n - 1n, -(2n ** 63n)],
  double: [0, -0, 1, -1.5, 0.1, 1e21, 1e16, 123456789.125, 1e-7, 5e-324, 1.7976931348623157e308, NaN, Infinity, -Infinity],
  float: [0, -0, 1, -1.5, 0.25, 16777216, 2 ** 60, 1e-7, 3.4e38, NaN, Infinity, -Infinity],
}; // prettier-ignore

/** A number that is not below the model's `min`. */
export function sampleNumber(random: Random, { type, min }: ShapeJson): number | bigint {
  const allowed = edges[type]!.filter((value) => min === undefined || !(value < min));
  if (min === undefined) return pick(random, allowed);
  return pick(random, [...allowed, min, min + 1]);
}

const instants = [
  "1970-01-01T00:00:00Z", "2024-02-29T23:59:59Z", "2015-01-25T08:00:00Z", "2001-09-09T01:46:40.001Z", "2019-12-31T12:30:15.5Z",
  "1969-12-31T23:59:59Z", "1936-06-01T05:06:07.25Z", "2038-01-19T03:14:08.999Z", "9999-12-31T23:59:59Z",
].map((text) => new Date(text)); // prettier-ignore

/** An instant: whole seconds, milliseconds, before 1970, far away. */
export function sampleInstant(random: Random): Date {
  return pick(random, instants);
}

const everyByte = Uint8Array.from({ length: 256 }, (_, index) => index);

/** Bytes: none, all there are, or a few. */
export function sampleBytes(random: Random): Uint8Array {
  const length = random(4);
  if (length === 0) return random(2) === 0 ? everyByte : new Uint8Array(0);
  return Uint8Array.from({ length }, () => random(256));
}

/** Free-form JSON. */
export function sampleDocument(random: Random, depth = 0): unknown {
  const kind = random(depth > 2 ? 4 : 6);
  if (kind === 0) return pick(random, documentTexts);
  if (kind === 1) return pick(random, [0, 1, -7, 0.5, 1e-7, 9007199254740991, 123456.75]);
  if (kind === 2) return pick(random, [true, false]);
  if (kind === 3) return depth === 0 ? {} : [];
  const items = Array.from({ length: random(3) }, () => sampleDocument(random, depth + 1));
  if (kind === 4) return items;
  const keys = ["a", "key two", "ü", "__proto__", "$date"];
  return Object.fromEntries(items.map((item, index) => [keys[(index + random(4)) % 5]!, item]));
}
