import { row, type Case, type Expectation, type Row } from "../row.ts";
import { whole } from "../server/replies.ts";
import {
  bombLimit,
  bombMemory,
  refused,
  samplesCase,
  withinLimit,
  type Parsed,
  type Sample,
} from "./f-samples.ts";

const headers = "content-type: application/x-amz-json-1.0\r\n";

const listQueues: Parsed = { service: "sqs", operation: "ListQueues", input: {}, headers };
const getQueueUrl: Parsed = {
  service: "sqs",
  operation: "GetQueueUrl",
  input: { QueueName: "truth" },
  headers,
};
const attributes: Parsed = {
  service: "sqs",
  operation: "GetQueueAttributes",
  input: { QueueUrl: "https://sqs.us-east-1.amazonaws.com/1/truth", AttributeNames: ["All"] },
  headers,
};
const getItem: Parsed = {
  service: "dynamodb",
  operation: "GetItem",
  input: { TableName: "parcels", Key: { id: { S: "1" } } },
  headers,
};
const describeTable: Parsed = { ...getItem, operation: "DescribeTable", input: { TableName: "parcels" } };

const depth = 100_000;

/** A body 100,000 levels deep: refused, or read as far as the model goes. */
function deepCase(
  name: string,
  { service, operation, input }: Parsed,
  body: () => string,
  expect: Expectation,
): Case {
  return {
    name,
    services: [service],
    fast: true,
    loopLimit: bombLimit,
    memoryLimit: () => bombMemory(body()),
    async run(sdk, { endpoint }: { endpoint: string }) {
      const client = sdk.client(service, { endpoint, maxAttempts: 1 });
      const output: object = await withinLimit(() => client.call(operation, input));
      // What is too deep for a reader is too deep for the way to the other process.
      return Object.entries(output).map(([name, value]) => [
        name,
        typeof value === "string" ? value : typeof value,
      ]);
    },
    async start(kit) {
      const { url } = await kit.serve(whole(body(), headers));
      return { target: { endpoint: url }, expect: { requests: 1, ...expect } };
    },
  };
}

const arrays = (inner: string): string => "[".repeat(depth) + inner + "]".repeat(depth);
const objects = (inner: string): string => '{"a":'.repeat(depth) + inner + "}".repeat(depth);
const lists = (): string => '{"L":['.repeat(depth) + '{"S":"x"}' + "]}".repeat(depth);

/** What a name that objects inherit does to an output; own properties are read without it. */
function unpolluted(output: any): unknown {
  const strange = Object.prototype as { polluted?: unknown };
  const map = output.Attributes ?? output.Item;
  const entries =
    map && Object.keys(map).map((name) => [name, Object.getOwnPropertyDescriptor(map, name)!.value]);
  const plain = [output, map ?? {}].every((one) => Object.getPrototypeOf(one) === Object.prototype);
  return {
    url: output.QueueUrl ?? null,
    entries: entries ?? null,
    polluted: strange.polluted ?? null,
    plain,
  };
}

const clean = { url: null, entries: null, polluted: null, plain: true };
const hostile = '"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}';

const structureCases: Readonly<Record<string, Sample>> = {
  structure: { body: `{${hostile},"QueueUrl":"u"}`, right: [{ ...clean, url: "u" }] },
  map: {
    body: '{"Attributes":{"__proto__":"a","constructor":"b","toString":"c"}}',
    right: [
      {
        ...clean,
        entries: [
          ["__proto__", "a"],
          ["constructor", "b"],
          ["toString", "c"],
        ],
      },
    ],
  },
  "map of wrong values": { body: `{"Attributes":{${hostile}}}`, right: [refused] },
};

const itemCases: Readonly<Record<string, Sample>> = {
  "map of unions": {
    body: '{"Item":{"__proto__":{"S":"a"},"constructor":{"M":{"__proto__":{"S":"b"}}}}}',
    right: [
      {
        ...clean,
        entries: [
          ["__proto__", { S: "a" }],
          ["constructor", { M: JSON.parse('{"__proto__":{"S":"b"}}') }],
        ],
      },
    ],
  },
};

const table = (member: string, value: string, ...right: unknown[]): Sample => ({
  body: `{"Table":{"${member}":${value}}}`,
  right,
});

const integers: Readonly<Record<string, Sample>> = {
  "2^53 + 1": table("ItemCount", "9007199254740993", "9007199254740993n"),
  "greatest int64": table("ItemCount", "9223372036854775807", "9223372036854775807n"),
  "least int64": table("ItemCount", "-9223372036854775808", "-9223372036854775808n"),
  "2^53 - 1": table("ItemCount", "9007199254740991", 9007199254740991),
  "1e400": table("ItemCount", "1e400", refused),
  "text of a number": table("ItemCount", '"12"', 12, refused),
  "text of a large number": table("ItemCount", '"9007199254740993"', "9007199254740993n", refused),
  "text of none": table("ItemCount", '"many"', refused),
  object: table("ItemCount", "{}", refused),
  list: table("ItemCount", "[1]", refused),
};

const units = (value: string, ...right: unknown[]): Sample => ({
  body: `{"ConsumedCapacity":{"CapacityUnits":${value}}}`,
  right,
});

const doubles: Readonly<Record<string, Sample>> = {
  "1e400": units("1e400", refused),
  "-0": units("-0", "number -0"),
  "-0.0": units("-0.0", "number -0"),
  NaN: units('"NaN"', "number NaN"),
  "-Infinity": units('"-Infinity"', "number -Infinity"),
  "text of a number": units('"1.5"', 1.5, refused),
  "text of none": units('"much"', refused),
  "large integer": units("9007199254740993", 9007199254740992),
  object: units("{}", refused),
  list: units("[1]", refused),
};

const url = (text: string, ...right: unknown[]): Sample => ({ body: `{"QueueUrl":"${text}"}`, right });

const texts: Readonly<Record<string, Sample>> = {
  "lone surrogate": url("\\ud800", { QueueUrl: "\ud800" }, { QueueUrl: "\ufffd" }),
  "surrogates in the wrong order": url(
    "\\udc00\\ud800",
    { QueueUrl: "\udc00\ud800" },
    { QueueUrl: "\ufffd\ufffd" },
  ),
  pair: url("\\ud83d\\ude00", { QueueUrl: "😀" }),
  null: url("\\u0000", { QueueUrl: "\0" }),
  object: { body: '{"QueueUrl":{}}', right: [refused] },
};

/** F9 to F12: JSON. */
export const jsonRows: readonly Row[] = [
  row("F9", "JSON 100,000 levels deep", [
    deepCase("array", listQueues, () => `{"QueueUrls":${arrays('"x"')}}`, { faults: ["Parse"] }),
    deepCase("object", attributes, () => `{"Attributes":${objects('"x"')}}`, { faults: ["Parse"] }),
    deepCase("DynamoDB L", getItem, () => `{"Item":{"a":${lists()}}}`, { faults: ["Parse"] }),
    deepCase("unknown member", getQueueUrl, () => `{"More":${arrays("1")},"QueueUrl":"u"}`, {
      value: [["QueueUrl", "u"]],
      faults: ["Parse"],
    }),
  ]),
  row("F10", "duplicate keys, of which the last counts", [
    samplesCase("text", getQueueUrl, {
      twice: { body: '{"QueueUrl":"a","QueueUrl":"b"}', right: [{ QueueUrl: "b" }] },
      "with a large number": {
        body: '{"QueueUrl":"a","n":9007199254740993,"QueueUrl":"b"}',
        right: [{ QueueUrl: "b" }],
      },
    }),
  ]),
  row("F11", "JSON with names that objects inherit", [
    samplesCase(
      "structures and maps",
      { ...attributes, look: unpolluted },
      { map: structureCases["map"]!, "map of wrong values": structureCases["map of wrong values"]! },
    ),
    samplesCase(
      "structures",
      { ...getQueueUrl, look: unpolluted },
      { structure: structureCases["structure"]! },
    ),
    samplesCase("DynamoDB's maps", { ...getItem, look: unpolluted }, itemCases),
  ]),
  row("F12", "numbers and text on the edge", [
    samplesCase("integers", { ...describeTable, look: ({ Table }) => Table.ItemCount }, integers),
    samplesCase(
      "doubles",
      { ...getItem, look: ({ ConsumedCapacity }) => ConsumedCapacity.CapacityUnits },
      doubles,
    ),
    samplesCase("text", getQueueUrl, texts),
  ]),
];
