import assert from "node:assert/strict";
import { EC2 } from "@inia/ec2";
import type { Stop } from "./tour.ts";

/** Instances: run two, find them by a filter, wait for them. */
export const ec2: Stop = {
  service: "EC2",
  protocol: "ec2",
  async visit(config, call) {
    const ec2 = new EC2(config);
    const started = await call(
      "RunInstances",
      () =>
        ec2.runInstances({
          ImageId: "ami-12c6146b",
          InstanceType: "t3.micro",
          MinCount: 2,
          MaxCount: 2,
          TagSpecifications: [{ ResourceType: "instance", Tags: [{ Key: "tour", Value: "yes" }] }],
        }),
      (out) => {
        assert.equal(out.Instances?.length, 2);
        return `${out.Instances?.length} instances`;
      },
    );
    const InstanceIds = (started.Instances ?? []).map((instance) => instance.InstanceId ?? "");

    await call(
      "InstanceRunning (waiter)",
      () => ec2.waitUntilInstanceRunning({ InstanceIds }, { timeout: 60_000 }),
      () => "running",
    );

    await call(
      "DescribeInstances",
      () =>
        ec2.describeInstances({
          Filters: [
            { Name: "instance-state-name", Values: ["running"] },
            { Name: "tag:tour", Values: ["yes"] },
          ],
        }),
      (out) => {
        const found = (out.Reservations ?? []).flatMap((reservation) => reservation.Instances ?? []);
        assert.deepEqual(found.map((instance) => instance.InstanceId).sort(), [...InstanceIds].sort());
        return found.map((instance) => `${instance.InstanceType} ${instance.State?.Name}`).join(", ");
      },
    );
  },
};
