import assert from "node:assert/strict";
import { SNS } from "@inia/sns";
import type { Stop } from "./tour.ts";

/** A topic: create, publish with attributes, list. */
export const sns: Stop = {
  service: "SNS",
  protocol: "query",
  async visit(config, call) {
    const sns = new SNS(config);
    const { TopicArn = "" } = await call(
      "CreateTopic",
      () => sns.createTopic({ Name: "tour", Tags: [{ Key: "river", Value: "Negro & Solimões" }] }),
      (out) => out.TopicArn ?? "",
    );

    await call(
      "Publish",
      () =>
        sns.publish({
          TopicArn,
          Message: "oi",
          MessageAttributes: { kind: { DataType: "String", StringValue: "greeting" } },
        }),
      (out) => `message ${out.MessageId}`,
    );

    await call(
      "ListTagsForResource",
      () => sns.listTagsForResource({ ResourceArn: TopicArn }),
      (out) => {
        assert.deepEqual(out.Tags, [{ Key: "river", Value: "Negro & Solimões" }]);
        return `river = ${out.Tags?.[0]?.Value}`;
      },
    );
  },
};
