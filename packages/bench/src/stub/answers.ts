import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import {
  describeInstancesAnswer,
  fewInstances,
  item,
  listObjectsAnswer,
  longList,
  queryAnswer,
} from "./documents.ts";

/** What the stub sends for one kind of request. */
export interface Answer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Sends the body that often, one after another: how a large object is made of a small buffer. */
  readonly times?: number;
  /** Headers that are sent only to who asked for checksums. */
  readonly checksum?: Readonly<Record<string, string>>;
}

/** As much of a request as chooses its answer. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly target: string | undefined;
  readonly body: string;
}

/** Bytes of the object that streams. */
export const largeObject: number = 256 * 1024 * 1024;

const piece = 65_536;

/** Text that SendMessage sends: the stub knows its MD5, which clients check. */
export const messageText = "one parcel for the river";

const requestId = { "x-amzn-requestid": "6f2c9b1e-0000-4000-8000-000000000001" };
const s3Ids = { "x-amz-request-id": "9XJ2M7P4Q8R1T5VW", "x-amz-id-2": "inia/stub/of/an/extended/id=" };

function json(text: string): Answer {
  const body = Buffer.from(text);
  const headers = {
    ...requestId,
    "content-type": "application/x-amz-json-1.0",
    "x-amz-crc32": String(crc32(body)),
  };
  return { headers, body };
}

function xml(text: string, ids: Readonly<Record<string, string>> = requestId): Answer {
  return { headers: { ...ids, "content-type": "text/xml" }, body: Buffer.from(text) };
}

const base64Crc = (value: number): string =>
  Buffer.from(value.toString(16).padStart(8, "0"), "hex").toString("base64");

function object(body: Buffer, times = 1): Answer {
  let crc = 0;
  for (let i = 0; i < times; i++) crc = crc32(body, crc);
  return {
    headers: {
      ...s3Ids,
      "content-type": "application/octet-stream",
      etag: '"0123456789abcdef0123456789abcdef"',
      "last-modified": "Wed, 04 Mar 2026 05:06:07 GMT",
      "accept-ranges": "bytes",
    },
    body,
    times,
    checksum: { "x-amz-checksum-crc32": base64Crc(crc), "x-amz-checksum-type": "FULL_OBJECT" },
  };
}

const filled = (length: number): Buffer => Buffer.from(Uint8Array.from({ length }, (_, i) => (i * 31) & 255));
const md5 = (text: string): string => createHash("md5").update(text).digest("hex");

const made = new Map<string, Answer>();
const makers: Readonly<Record<string, () => Answer>> = {
  "DynamoDB_20120810.GetItem": () => json(JSON.stringify({ Item: item() })),
  "DynamoDB_20120810.Query": () => json(queryAnswer()),
  "AmazonSQS.SendMessage": () =>
    json(
      JSON.stringify({
        MD5OfMessageBody: md5(messageText),
        MessageId: "6f2c9b1e-0000-4000-8000-00000000000a",
      }),
    ),
  GetCallerIdentity: () =>
    xml(
      '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>' +
        "<Arn>arn:aws:iam::123456789012:user/bench</Arn><UserId>AIDABENCH</UserId><Account>123456789012</Account>" +
        "</GetCallerIdentityResult><ResponseMetadata><RequestId>6f2c9b1e-0000-4000-8000-000000000001</RequestId>" +
        "</ResponseMetadata></GetCallerIdentityResponse>",
    ),
  // aws-lite alone speaks the query protocol to SQS.
  SendMessage: () =>
    xml(
      "<SendMessageResponse><SendMessageResult>" +
        `<MD5OfMessageBody>${md5(messageText)}</MD5OfMessageBody>` +
        "<MessageId>6f2c9b1e-0000-4000-8000-00000000000a</MessageId></SendMessageResult><ResponseMetadata>" +
        "<RequestId>6f2c9b1e-0000-4000-8000-000000000001</RequestId></ResponseMetadata></SendMessageResponse>",
    ),
  ListObjectsV2: () => xml(listObjectsAnswer(), s3Ids),
  "DescribeInstances few": () => xml(describeInstancesAnswer(fewInstances)),
  "DescribeInstances compact": () => xml(describeInstancesAnswer(longList)),
  "DescribeInstances indented": () => xml(describeInstancesAnswer(longList, "    ")),
  "small object": () => object(filled(1024)),
  "large object": () => object(filled(piece), largeObject / piece),
  put: () => ({
    headers: { ...s3Ids, etag: '"0123456789abcdef0123456789abcdef"' },
    body: Buffer.alloc(0),
  }),
};

/** Which answer a request gets: by target, action, or path. */
export function answerTo({ method, path, target, body }: Asked): Answer | undefined {
  let name: string | undefined;
  if (target !== undefined) name = target;
  else if (method === "PUT") name = "put";
  else if (method === "GET") {
    if (path.includes("list-type=2")) name = "ListObjectsV2";
    else name = path.includes("/large") ? "large object" : "small object";
  } else {
    const action = /\bAction=(\w+)/.exec(body)?.[1];
    // The token says how long the list shall be: nothing else of an input is sent by every client alike.
    name = action === "DescribeInstances" ? `${action} ${/NextToken=(\w+)/.exec(body)?.[1]}` : action;
  }
  const known = made.get(name ?? "");
  if (known !== undefined) return known;
  const answer = makers[name ?? ""]?.();
  if (answer !== undefined) made.set(name!, answer);
  return answer;
}
