import assert from "node:assert/strict";
import { STS } from "@inia/sts";
import type { Stop } from "./tour.ts";

/** Who am I? */
export const sts: Stop = {
  service: "STS",
  protocol: "query",
  async visit(config, call) {
    const sts = new STS(config);
    await call(
      "GetCallerIdentity",
      () => sts.getCallerIdentity({}),
      (out) => {
        assert.equal(out.Account, "123456789012");
        return out.Arn ?? "";
      },
    );

    await call(
      "AssumeRole",
      () => sts.assumeRole({ RoleArn: "arn:aws:iam::123456789012:role/guide", RoleSessionName: "tour" }),
      (out) => {
        assert(out.Credentials?.Expiration instanceof Date);
        return `until ${out.Credentials.Expiration.toISOString()}`;
      },
    );
  },
};
