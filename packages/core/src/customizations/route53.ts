import type { Customization } from "../pipeline/service.ts";

/** Members that take a bare id: `/hostedzone/Z1`, as outputs give it, works as well. */
const ids: readonly string[] = ["Id", "HostedZoneId", "DelegationSetId", "ResourceId"];

/** Route 53 puts a prefix before the ids in its outputs that its inputs do not take. */
export const route53: Customization = {
  input({ input }) {
    const found = ids.filter((name) => typeof input[name] === "string" && input[name].includes("/"));
    if (found.length === 0) return input;
    return {
      ...input,
      ...Object.fromEntries(found.map((name) => [name, (input[name] as string).split("/").pop()])),
    };
  },
};
