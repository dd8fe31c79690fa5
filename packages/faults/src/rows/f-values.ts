import { row, type Case, type Row } from "../row.ts";
import { whole } from "../server/replies.ts";
import { refused, samplesCase, type Parsed, type Sample } from "./f-samples.ts";

const describeTable: Parsed = {
  service: "dynamodb",
  operation: "DescribeTable",
  input: { TableName: "parcels" },
  headers: "content-type: application/x-amz-json-1.0\r\n",
  look: ({ Table }) => Table.CreationDateTime,
};

const seconds = (value: string, ...right: unknown[]): Sample => ({
  body: `{"Table":{"CreationDateTime":${value}}}`,
  right,
});

const epochs: Readonly<Record<string, Sample>> = {
  "before 1970": seconds("-1", "1969-12-31T23:59:59.000Z"),
  "before 1970, with a fraction": seconds("-0.5", "1969-12-31T23:59:59.500Z"),
  fraction: seconds("1700000000.123", "2023-11-14T22:13:20.123Z"),
  exponent: seconds("1.7e9", "2023-11-14T22:13:20.000Z"),
  "year 0": seconds("-62167219200", "0000-01-01T00:00:00.000Z", refused),
  "year 10000": seconds("253402300800", "+010000-01-01T00:00:00.000Z", refused),
  "1e18": seconds("1e18", refused),
  "1e400": seconds("1e400", refused),
  object: seconds("{}", refused),
  boolean: seconds("true", refused),
};

const listBuckets: Parsed = {
  service: "s3",
  operation: "ListBuckets",
  input: {},
  headers: "content-type: application/xml\r\n",
  look: ({ Buckets }) => Buckets[0].CreationDate,
};

const created = (text: string, ...right: unknown[]): Sample => ({
  body: `<ListAllMyBucketsResult><Buckets><Bucket><CreationDate>${text}</CreationDate></Bucket></Buckets></ListAllMyBucketsResult>`,
  right,
});

const isoTimes: Readonly<Record<string, Sample>> = {
  "before 1970": created("1969-12-31T23:59:59Z", "1969-12-31T23:59:59.000Z"),
  fraction: created("2024-02-29T12:34:56.789Z", "2024-02-29T12:34:56.789Z"),
  nanoseconds: created("2024-02-29T12:34:56.789123456Z", "2024-02-29T12:34:56.789Z"),
  offset: created("2024-01-01T12:00:00+01:30", "2024-01-01T10:30:00.000Z"),
  "negative offset": created("2024-01-01T12:00:00-08:00", "2024-01-01T20:00:00.000Z"),
  "T24:00": created("2024-01-01T24:00:00Z", "2024-01-02T00:00:00.000Z", refused),
  "T25:00": created("2024-01-01T25:00:00Z", refused),
  "year 0": created("0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000Z", refused),
  "year 99": created("0099-01-01T00:00:00Z", "0099-01-01T00:00:00.000Z", refused),
  "year 10000": created("10000-01-01T00:00:00Z", "+010000-01-01T00:00:00.000Z", refused),
  "30 February": created("2023-02-30T00:00:00Z", refused),
  "29 February of no leap year": created("2023-02-29T00:00:00Z", refused),
  "leap second": created("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z", refused),
  "no date": created("yesterday", refused),
};

const headObject: Parsed = {
  service: "s3",
  operation: "HeadObject",
  input: { Bucket: "bucket", Key: "key" },
  headers: "",
  look: ({ LastModified }) => LastModified,
};

const modified = (text: string, ...right: unknown[]): Sample => ({
  headers: `last-modified: ${text}\r\n`,
  right,
});

const httpDates: Readonly<Record<string, Sample>> = {
  plain: modified("Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37.000Z"),
  fraction: modified("Sun, 06 Nov 1994 08:49:37.123 GMT", "1994-11-06T08:49:37.123Z", refused),
  offset: modified("Sun, 06 Nov 1994 08:49:37 +0100", "1994-11-06T07:49:37.000Z", refused),
  "before 1970": modified("Wed, 31 Dec 1969 23:59:59 GMT", "1969-12-31T23:59:59.000Z"),
  "24:00": modified("Sun, 06 Nov 1994 24:00:00 GMT", "1994-11-07T00:00:00.000Z", refused),
  "year 0": modified("Fri, 31 Dec 0000 00:00:00 GMT", "0000-12-31T00:00:00.000Z", refused),
  "year 49": modified("Fri, 31 Dec 0049 00:00:00 GMT", "0049-12-31T00:00:00.000Z", refused),
  "year 10000": modified("Fri, 31 Dec 10000 00:00:00 GMT", refused),
  "30 February": modified("Thu, 30 Feb 2023 00:00:00 GMT", refused),
  "no month": modified("Thu, 30 Foo 2023 00:00:00 GMT", refused),
  "no date": modified("yesterday", refused),
};

const getItem: Parsed = {
  service: "dynamodb",
  operation: "GetItem",
  input: { TableName: "parcels", Key: { id: { S: "1" } } },
  headers: "content-type: application/x-amz-json-1.0\r\n",
  look: ({ Item }) => Buffer.from(Item.b.B).toString("hex"),
};

const blob = (text: string, ...right: unknown[]): Sample => ({
  body: `{"Item":{"b":{"B":"${text}"}}}`,
  right,
});

const blobs: Readonly<Record<string, Sample>> = {
  plain: blob("cGFyY2Vs", "70617263656c"),
  padded: blob("YQ==", "61"),
  empty: blob("", ""),
  "missing padding": blob("YQ", "61", refused),
  "half of the padding": blob("YQ=", "61", refused),
  "padding inside": blob("YQ==YQ==", refused),
  "one digit": blob("Y", refused),
  "bad alphabet": blob("!!!!", refused),
  "bad alphabet in between": blob("cGFy*2Vs", refused),
  "bits beyond the end": blob("YR==", "61", refused),
};

/** A list in a header: items with quotes and commas are quoted. */
const headerList: Case = {
  name: "list in a header",
  services: ["s3"],
  fast: true,
  async run(sdk, { endpoint }: { endpoint: string }) {
    const ObjectAttributes = ["ETag", 'a"b', "c,d"];
    await sdk
      .client("s3", { endpoint })
      .call("GetObjectAttributes", { Bucket: "bucket", Key: "key", ObjectAttributes });
    return "sent";
  },
  async start(kit) {
    const server = await kit.serve(
      whole("<GetObjectAttributesResponse/>", "content-type: application/xml\r\n"),
    );
    return {
      target: { endpoint: server.url },
      expect: {
        value: "sent",
        requests: 1,
        check() {
          const sent = server.requests[0]?.headers["x-amz-object-attributes"]?.replaceAll(", ", ",");
          return sent === 'ETag,"a\\"b","c,d"' ? undefined : `sent ${sent}`;
        },
      },
    };
  },
};

/** F15 and F16: timestamps, base64 and headers. */
export const valueRows: readonly Row[] = [
  row("F15", "timestamps on the edge", [
    samplesCase("seconds", describeTable, epochs),
    samplesCase("ISO 8601", listBuckets, isoTimes),
    samplesCase("HTTP dates", headObject, httpDates),
  ]),
  row("F16", "base64, and lists in headers", [samplesCase("base64", getItem, blobs), headerList]),
];
