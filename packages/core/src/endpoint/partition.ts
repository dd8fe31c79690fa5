/** What rulesets know about a partition: `aws`, `aws-cn`, `aws-us-gov`, … */
export interface Partition {
  readonly name: string;
  readonly dnsSuffix: string;
  readonly dualStackDnsSuffix: string;
  /** Region that signs for services without regions. */
  readonly implicitGlobalRegion: string;
  readonly supportsFIPS: boolean;
  readonly supportsDualStack: boolean;
}

/** One partition a row: name, DNS suffix, dual-stack DNS suffix, implicit global region, regions. The first match wins. */
const partitions = [
  ["aws", "amazonaws.com", "api.aws", "us-east-1", /^((us|eu|ap|sa|ca|me|af|il|mx)-\w+-\d+|aws-global)$/],
  ["aws-cn", "amazonaws.com.cn", "api.amazonwebservices.com.cn", "cn-northwest-1", /^(cn-\w+-\d+|aws-cn-global)$/],
  ["aws-eusc", "amazonaws.eu", "api.amazonwebservices.eu", "eusc-de-east-1", /^eusc-de-\w+-\d+$/],
  ["aws-iso", "c2s.ic.gov", "api.aws.ic.gov", "us-iso-east-1", /^(us-iso-\w+-\d+|aws-iso-global)$/],
  ["aws-iso-b", "sc2s.sgov.gov", "api.aws.scloud", "us-isob-east-1", /^(us-isob-\w+-\d+|aws-iso-b-global)$/],
  ["aws-iso-e", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk", "eu-isoe-west-1", /^(eu-isoe-\w+-\d+|aws-iso-e-global)$/],
  ["aws-iso-f", "csp.hci.ic.gov", "api.aws.hci.ic.gov", "us-isof-south-1", /^(us-isof-\w+-\d+|aws-iso-f-global)$/],
  ["aws-us-gov", "amazonaws.com", "api.aws", "us-gov-west-1", /^(us-gov-\w+-\d+|aws-us-gov-global)$/],
] as const; // prettier-ignore

/**
 * The ruleset function `aws.partition`: the partition that a region belongs to, `aws` when none claims it.
 *
 * Source: `partitions.json` 1.1 of botocore, where a region belongs to a partition by pattern or by name; the pseudo
 * regions `<partition>-global` are the only ones that need their name. Every partition supports FIPS and dual-stack.
 */
export function partition(region: string | undefined): Partition {
  const row = partitions.find((row) => row[4].test(region ?? "")) ?? partitions[0];
  return {
    name: row[0],
    dnsSuffix: row[1],
    dualStackDnsSuffix: row[2],
    implicitGlobalRegion: row[3],
    supportsFIPS: true,
    supportsDualStack: true,
  };
}
