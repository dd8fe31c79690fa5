import assert from "node:assert/strict";
import { SQS } from "@inia/sqs";
import type { Stop } from "./tour.ts";

/** A queue: send a message, receive it, delete it. */
export const sqs: Stop = {
  service: "SQS",
  protocol: "json",
  async visit(config, call) {
    const sqs = new SQS(config);
    const { QueueUrl = "" } = await call(
      "CreateQueue",
      () => sqs.createQueue({ QueueName: "tour" }),
      (out) => out.QueueUrl ?? "",
    );

    await call(
      "SendMessage",
      () => sqs.sendMessage({ QueueUrl, MessageBody: "oi" }),
      (out) => `message ${out.MessageId}`,
    );

    const { Messages = [] } = await call(
      "ReceiveMessage",
      () => sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10 }),
      (out) => {
        assert.deepEqual(
          out.Messages?.map((message) => message.Body),
          ["oi"],
        );
        return "oi";
      },
    );

    await call(
      "DeleteMessage",
      () => sqs.deleteMessage({ QueueUrl, ReceiptHandle: Messages[0]?.ReceiptHandle ?? "" }),
      () => "gone",
    );

    await call(
      "ListQueues",
      () => sqs.listQueues({}),
      (out) => {
        assert.deepEqual(out.QueueUrls, [QueueUrl]);
        return `${out.QueueUrls?.length} queue`;
      },
    );
  },
};
