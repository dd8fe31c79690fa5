import { row, type Row } from "../row.ts";
import { bombLimit, refused, samplesCase, type Parsed, type Sample } from "./f-samples.ts";

const headers = "content-type: application/cbor\r\nsmithy-protocol: rpc-v2-cbor\r\n";

const listMetrics: Parsed = {
  service: "cloudwatch",
  operation: "ListMetrics",
  input: {},
  headers,
  cbor: true,
};
const statistics: Parsed = {
  service: "cloudwatch",
  operation: "GetMetricStatistics",
  input: {
    Namespace: "n",
    MetricName: "m",
    StartTime: new Date(0),
    EndTime: new Date(60_000),
    Period: 60,
    Statistics: ["Average"],
  },
  headers,
  cbor: true,
  look: ({ Datapoints }) => Datapoints[0].Average,
};

/** Text as CBOR; less than 256 bytes. */
function text(value: string): number[] {
  const bytes = [...Buffer.from(value)];
  return bytes.length < 24 ? [0x60 + bytes.length, ...bytes] : [0x78, bytes.length, ...bytes];
}

/** A list of metrics that is what the bytes say. */
const metrics = (...bytes: readonly number[]): Sample => ({
  body: Uint8Array.from([0xa1, ...text("Metrics"), ...bytes]),
  right: [refused],
});

const counts: Readonly<Record<string, readonly number[]>> = {
  "2^32": [0x1b, 0, 0, 0, 1, 0, 0, 0, 0],
  "2^53": [0x1b, 0, 0x20, 0, 0, 0, 0, 0, 0],
  "2^64 - 1": [0x1b, 255, 255, 255, 255, 255, 255, 255, 255],
};

/** Major types with a count: their initial byte has them in its first three bits. */
const counted: Readonly<Record<string, number>> = { bytes: 0x40, text: 0x60, list: 0x80, map: 0xa0 };

function countSamples(): Record<string, Sample> {
  const samples: Record<string, Sample> = {};
  for (const [kind, major] of Object.entries(counted)) {
    for (const [label, [head = 0, ...rest]] of Object.entries(counts)) {
      samples[`${kind} of ${label}`] = metrics(major | head, ...rest);
    }
  }
  return samples;
}

const depth = 100_000;
const nested = (head: readonly number[]): Sample => ({
  body: Buffer.concat([
    Uint8Array.from([0xa1, ...text("Metrics")]),
    Buffer.from(Array(depth).fill(head).flat()),
    Buffer.from([0xf6]),
  ]),
  right: [refused],
});

const nestings: Readonly<Record<string, Sample>> = {
  lists: nested([0x81]),
  "lists without a length": nested([0x9f]),
  maps: nested([0xa1, 0x61, 0x61]),
  tags: nested([0xc1]),
};

const unterminated: Readonly<Record<string, Sample>> = {
  list: metrics(0x9f, 0xa0, 0xa0),
  map: metrics(0xbf, ...text("a"), 0x01),
  text: metrics(0x7f, 0x61, 0x61),
  bytes: metrics(0x5f, 0x41, 0x61),
  "text of bytes": metrics(0x7f, 0x41, 0x61, 0xff),
  "a break alone": metrics(0xff),
};

/** A statistic that is what the bytes say. */
const average = (bytes: Uint8Array | readonly number[], ...right: unknown[]): Sample => ({
  body: Buffer.concat([
    Uint8Array.from([0xa1, ...text("Datapoints"), 0x81, 0xa1, ...text("Average")]),
    Uint8Array.from(bytes),
  ]),
  right,
});

const bignum = Buffer.concat([
  Uint8Array.from([0xc2, 0x5a, 0x00, 0x03, 0x20, 0x00]),
  Buffer.alloc(204_800, 0xff),
]);

const numbers: Readonly<Record<string, Sample>> = {
  "an integer of 200 KB": average(bignum, refused),
  "ten to the power of 2^28": average([0xc4, 0x82, 0x1a, 0x10, 0, 0, 0, 0x01], refused),
  "ten to the power of 2^64": average([0xc4, 0x82, ...counts["2^64 - 1"]!, 0x01], refused),
  double: average([0xfb, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0], 1.5),
  half: average([0xf9, 0x3e, 0x00], 1.5),
};

/** F13 and F14: CBOR. */
export const cborRows: readonly Row[] = [
  row("F13", "CBOR that promises more than it has", [
    samplesCase("counts", listMetrics, countSamples()),
    samplesCase("100,000 levels deep", listMetrics, nestings, { loopLimit: bombLimit }),
    samplesCase("no end", listMetrics, unterminated),
  ]),
  row("F14", "CBOR with numbers that do not fit", [
    samplesCase("numbers", statistics, numbers, { loopLimit: bombLimit }),
  ]),
];
