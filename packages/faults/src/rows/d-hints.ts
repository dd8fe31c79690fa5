import { row, type Case, type Row } from "../row.ts";
import { atFirst } from "../server/replies.ts";
import { htmlError, jsonError } from "./error-answers.ts";
import { getQueueUrl, queueUrl, queueUrlCase, queueUrlReply } from "./queue-url.ts";

/** Milliseconds that a busy machine may add to a wait. */
const slack = 250;

/** Milliseconds that the peer's own back-off may take at first, and those that a hint may add to it. */
const peerMost = 1_000 + 5_000;

/** A 503 with a hint, then the answer; the requests must be so many milliseconds apart. The peer needs only not wait too long. */
function hintCase(name: string, header: string, least: number, most: number): Case {
  return {
    name,
    run: getQueueUrl,
    deadline: 30_000,
    fast: most < 2_000,
    async start(kit) {
      const unavailable = jsonError(503, "ServiceUnavailable", header);
      const server = await kit.serve(atFirst(unavailable, queueUrlReply));
      return {
        target: { endpoint: server.url },
        expect: {
          value: { QueueUrl: queueUrl },
          requests: 2,
          check({ sdk }) {
            const [from = NaN, to = NaN] = server.times;
            const waited = to - from;
            const [low, high] = sdk === "inia" ? [least, most] : [0, peerMost];
            // Timers may fire a millisecond early.
            const right = waited >= low - 2 && waited <= high + slack;
            return right ? undefined : `waited ${Math.round(waited)} ms instead of ${low} to ${high}`;
          },
        },
      };
    },
  };
}

function stormCases(status: number): Case[] {
  const reply = status === 500 ? jsonError(500, "InternalFailure") : htmlError(status);
  const soon = ({ wall }: { wall: number }): string | undefined =>
    wall < 1_000 ? undefined : `took ${Math.round(wall)} ms`;
  const faults = [`Service ${status}`];
  return [
    queueUrlCase(`${status} from SQS`, reply, { faults, requests: 3, attempts: 3, check: soon }),
    queueUrlCase(
      `${status} from DynamoDB`,
      reply,
      // In configuration T all have three attempts.
      ({ config }) => ({ faults, requests: config === "D" ? 4 : 3, check: soon }),
      {
        services: ["dynamodb"],
        run: (sdk, { endpoint }) =>
          sdk.client("dynamodb", { endpoint }).call("GetItem", { TableName: "t", Key: { id: { S: "1" } } }),
      },
    ),
  ];
}

/** D1 to D4: errors of the server, and hints when to come back. */
export const hintRows: readonly Row[] = [
  row("D1", "500, 502, 503, 504 storms", [500, 502, 503, 504].flatMap(stormCases)),
  row("D2", "503 with Retry-After: 2", [hintCase("seconds", "retry-after: 2\r\n", 2_000, 2_050)]),
  row("D3", "503 with Retry-After: 3600", [hintCase("an hour", "retry-after: 3600\r\n", 5_000, 5_050)]),
  row("D4", "x-amz-retry-after", [
    hintCase("1500", "x-amz-retry-after: 1500\r\n", 1_500, 1_500),
    hintCase("0", "x-amz-retry-after: 0\r\n", 0, 50),
    hintCase("10000", "x-amz-retry-after: 10000\r\n", 5_000, 5_050),
    hintCase("-100", "x-amz-retry-after: -100\r\n", 0, 50),
    hintCase("invalid", "x-amz-retry-after: invalid\r\n", 0, 50),
  ]),
];
