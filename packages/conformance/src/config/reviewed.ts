import type { ConfigDifference } from "./compare-config.ts";

interface Rule {
  /** Id of the row. */
  readonly id: string;
  readonly is: (difference: ConfigDifference) => boolean;
}

const rules: readonly Rule[] = [
  {
    // botocore refuses to make the client, or takes a region for S3 and STS; Inia makes it, and refuses the call.
    id: "no-region",
    is: ({ what, ours, botocores }) =>
      /NoRegionError/.test(botocores) ||
      (what === "region" && ours === "none" && /^(us-east-1|aws-global)$/.test(botocores)) ||
      (what === "url" && /no region; looked at|A region must be set/.test(ours)),
  },
  {
    id: "endpoint-path",
    is: ({ what, ours, botocores, environment }) =>
      what === "url" &&
      environment.service !== "s3" &&
      ours === `${botocores}/` &&
      botocores.endsWith("/base"),
  },
  {
    id: "unused-token",
    is: ({ botocores }) => /configured to use the SSO token provider but/.test(botocores),
  },
  {
    id: "s3-dualstack",
    is: ({ what, ours, botocores, environment }) =>
      what === "url" &&
      ours === botocores.replace("dualstack.", "") &&
      /^ {2}use_dualstack_endpoint = false/im.test(environment.config),
  },
  {
    id: "strict-booleans",
    is: ({ ours }) => /is "yes"; allowed: true, false/.test(ours),
  },
];

/** Ids of the rows that a difference may belong to. */
export const reviewedIds: readonly string[] = rules.map(({ id }) => id);

/** The row of the list of differences that a difference belongs to; undefined when it is not a reviewed one. */
export function reviewedAs(difference: ConfigDifference): string | undefined {
  return rules.find(({ is }) => is(difference))?.id;
}
