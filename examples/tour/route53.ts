import assert from "node:assert/strict";
import { Route53 } from "@inia/route53";
import type { Stop } from "./tour.ts";

/** A zone: create it, add a record, list what is there. */
export const route53: Stop = {
  service: "Route 53",
  protocol: "rest-xml",
  async visit(config, call) {
    const route53 = new Route53(config);
    const created = await call(
      "CreateHostedZone",
      () => route53.createHostedZone({ Name: "inia.example", CallerReference: "tour" }),
      (out) => out.HostedZone.Id,
    );
    const HostedZoneId = created.HostedZone.Id;

    await call(
      "ChangeResourceRecordSets",
      () =>
        route53.changeResourceRecordSets({
          HostedZoneId,
          ChangeBatch: {
            Changes: [
              {
                Action: "CREATE",
                ResourceRecordSet: {
                  Name: "www.inia.example",
                  Type: "A",
                  TTL: 300,
                  ResourceRecords: [{ Value: "192.0.2.1" }, { Value: "192.0.2.2" }],
                },
              },
            ],
          },
        }),
      (out) => `${out.ChangeInfo.Status}`,
    );

    await call(
      "ListResourceRecordSets",
      () => route53.listResourceRecordSets({ HostedZoneId }),
      (out) => {
        const www = out.ResourceRecordSets.find((set) => set.Type === "A");
        assert.deepEqual(
          www?.ResourceRecords?.map((record) => record.Value),
          ["192.0.2.1", "192.0.2.2"],
        );
        return `${www?.Name} A ${www?.ResourceRecords?.length} records`;
      },
    );
  },
};
