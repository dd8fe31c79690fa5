import assert from "node:assert/strict";
import { CloudWatch } from "@inia/cloudwatch";
import type { Stop } from "./tour.ts";

/** Metrics: put a value, find its name. */
export const cloudwatch: Stop = {
  service: "CloudWatch",
  protocol: "json",
  async visit(config, call) {
    const cloudwatch = new CloudWatch(config);
    await call(
      "PutMetricData",
      () =>
        cloudwatch.putMetricData({
          Namespace: "Tour",
          MetricData: [{ MetricName: "Leaps", Value: 3, Unit: "Count", Timestamp: new Date() }],
        }),
      () => "3 leaps",
    );

    await call(
      "ListMetrics",
      () => cloudwatch.listMetrics({ Namespace: "Tour" }),
      (out) => {
        assert.deepEqual(
          out.Metrics?.map((metric) => metric.MetricName),
          ["Leaps"],
        );
        return "Leaps";
      },
    );
  },
};
