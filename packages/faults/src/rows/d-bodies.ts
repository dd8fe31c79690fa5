import { row, type Case, type Row } from "../row.ts";
import type { Sdk } from "../sdk/sdk.ts";
import type { Reply } from "../server/fault-server.ts";
import { atFirst, play, whole } from "../server/replies.ts";
import { htmlError, statusLine, xmlErrorBody } from "./error-answers.ts";
import { queueUrlCase } from "./queue-url.ts";

interface S3Call {
  readonly operation: string;
  readonly input: object;
}

const copyObject: S3Call = {
  operation: "CopyObject",
  input: { Bucket: "bucket", Key: "key", CopySource: "bucket/source" },
};
const uploadPartCopy: S3Call = {
  operation: "UploadPartCopy",
  input: { ...copyObject.input, UploadId: "id", PartNumber: 1 },
};
const complete: S3Call = {
  operation: "CompleteMultipartUpload",
  input: {
    Bucket: "bucket",
    Key: "key",
    UploadId: "id",
    MultipartUpload: { Parts: [{ ETag: "e", PartNumber: 1 }] },
  },
};
const listObjects: S3Call = { operation: "ListObjectsV2", input: { Bucket: "bucket" } };

const xml = (body: string): Reply => whole(body, "content-type: application/xml\r\n");

/** A fault that hides in a success: it stays, or a second request is answered. */
function hiddenCases(
  name: string,
  call: S3Call,
  fault: Reply,
  faults: readonly string[],
  truth: [string, object],
): Case[] {
  const run = (sdk: Sdk, { endpoint }: { endpoint: string }): Promise<unknown> =>
    sdk.client("s3", { endpoint }).call(call.operation, call.input);
  const [body, value] = truth;
  return [
    {
      name: `${name}, once`,
      services: ["s3"],
      run,
      fast: true,
      async start(kit) {
        const { url } = await kit.serve(atFirst(fault, xml(body)));
        return { target: { endpoint: url }, expect: { value, requests: 2 } };
      },
    },
    {
      name: `${name}, always`,
      services: ["s3"],
      run,
      fast: true,
      async start(kit) {
        const { url } = await kit.serve(fault);
        return { target: { endpoint: url }, expect: { faults, requests: 3, attempts: 3 } };
      },
    },
  ];
}

const copied: [string, object] = [
  "<CopyObjectResult><ETag>e</ETag></CopyObjectResult>",
  { CopyObjectResult: { ETag: "e" } },
];
const partCopied: [string, object] = [
  "<CopyPartResult><ETag>e</ETag></CopyPartResult>",
  { CopyPartResult: { ETag: "e" } },
];
const completed: [string, object] = [
  "<CompleteMultipartUploadResult><ETag>e</ETag></CompleteMultipartUploadResult>",
  { ETag: "e" },
];
const listed: [string, object] = [
  "<ListBucketResult><Name>bucket</Name></ListBucketResult>",
  { Name: "bucket" },
];

const hidden: readonly Case[] = [
  ...hiddenCases(
    "an Error in a 200",
    copyObject,
    xml(xmlErrorBody("InternalError")),
    ["Service InternalError"],
    copied,
  ),
  ...hiddenCases(
    "an Error with a prefix in a 200",
    listObjects,
    xml('<s3:Error xmlns:s3="http://s3.amazonaws.com/doc/2006-03-01/"><Code>SlowDown</Code></s3:Error>'),
    ["Service SlowDown"],
    listed,
  ),
  ...hiddenCases(
    "truncated XML in a 200",
    listObjects,
    xml("<ListBucketResult><Name>buck"),
    ["Service 500", "Parse"],
    listed,
  ),
  ...hiddenCases("an empty CopyObject", copyObject, xml(""), ["Service 500"], copied),
  ...hiddenCases("an empty UploadPartCopy", uploadPartCopy, xml(""), ["Service 500"], partCopied),
  ...hiddenCases("an empty CompleteMultipartUpload", complete, xml(""), ["Service 500"], completed),
];

/** An error that is final, whatever its body. */
function errorBody(name: string, reply: Reply, fault: string, more: Partial<Case> = {}): Case {
  return queueUrlCase(name, reply, { faults: [fault], requests: 1 }, more);
}

const denied = JSON.stringify({ __type: "com.amazonaws.sqs#AccessDenied", message: "so it is" });

/** Milliseconds between the first half of a long body, and a little more, and the rest of it. */
const pause = 2_000;

/** An error of 2 MB. Who has enough of it after 1 MiB does not wait for the rest. */
const longBody = queueUrlCase(
  "2 MB",
  ({ socket }) =>
    play(
      socket,
      `HTTP/1.1 ${statusLine(400)}\r\ncontent-length: 2000000\r\nx-amzn-errortype: AccessDenied\r\n\r\n`,
      Buffer.alloc(1_200_000, "x"),
      pause,
      Buffer.alloc(800_000, "x"),
    ),
  {
    faults: ["Service AccessDenied"],
    requests: 1,
    check({ sdk, wall }) {
      if (sdk === "inia" && wall > pause / 2) return `read on for ${Math.round(wall)} ms`;
      return undefined;
    },
  },
);

const s3 = (sdk: Sdk, { endpoint }: { endpoint: string }): Promise<unknown> =>
  sdk.client("s3", { endpoint }).call("ListObjectsV2", { Bucket: "bucket" });

const bodies: readonly Case[] = [
  errorBody("empty", whole("", "", statusLine(400)), "Service 400"),
  errorBody("empty, of S3", whole("", "", statusLine(404)), "Service 404", { services: ["s3"], run: s3 }),
  errorBody("HTML", htmlError(403), "Service 403"),
  errorBody("HTML, of S3", htmlError(403), "Service 403", { services: ["s3"], run: s3 }),
  longBody,
  errorBody(
    "JSON that says it is HTML",
    whole(denied, "content-type: text/html\r\n", statusLine(400)),
    "Service AccessDenied",
  ),
  errorBody(
    "x-amzn-query-error",
    whole(
      JSON.stringify({ __type: "com.amazonaws.sqs#QueueDoesNotExist", message: "so it is" }),
      "x-amzn-query-error: AWS.SimpleQueueService.NonExistentQueue;Sender\r\n",
      statusLine(400),
    ),
    "Service AWS.SimpleQueueService.NonExistentQueue",
  ),
];

/** D11 and D12: what is in the bodies of errors, and errors that are only in bodies. */
export const bodyRows: readonly Row[] = [
  row("D11", "S3's errors in a 200", hidden),
  row("D12", "bodies of errors", bodies),
];
