import { parseArn } from "../endpoint/parse-arn.ts";
import type { Customization } from "../pipeline/service.ts";

/** ARNs of buckets and access points on Outposts name the account; the ruleset checks that a given one is the same. */
export const s3Control: Customization = {
  input({ input, operation }) {
    if (input["AccountId"] != null) return input;
    const { Bucket, Name } = input;
    const arn = Bucket ?? (operation.name === "CreateAccessPoint" ? undefined : Name);
    const AccountId = typeof arn === "string" ? parseArn(arn)?.accountId : undefined;
    return AccountId ? { ...input, AccountId } : input;
  },
};
