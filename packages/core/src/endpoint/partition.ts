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

/** One partition a row: name, DNS suffix, dual-stack DNS suffix, implicit global region, how its regions begin. The first match wins. */
const rows: readonly string[] = [
  "aws amazonaws.com api.aws us-east-1 (us|eu|ap|sa|ca|me|af|il|mx)",
  "aws-cn amazonaws.com.cn api.amazonwebservices.com.cn cn-northwest-1 cn",
  "aws-eusc amazonaws.eu api.amazonwebservices.eu eusc-de-east-1 eusc-de",
  "aws-iso c2s.ic.gov api.aws.ic.gov us-iso-east-1 us-iso",
  "aws-iso-b sc2s.sgov.gov api.aws.scloud us-isob-east-1 us-isob",
  "aws-iso-e cloud.adc-e.uk api.cloud-aws.adc-e.uk eu-isoe-west-1 eu-isoe",
  "aws-iso-f csp.hci.ic.gov api.aws.hci.ic.gov us-isof-south-1 us-isof",
  "aws-us-gov amazonaws.com api.aws us-gov-west-1 us-gov",
];

let partitions: readonly (readonly [regions: RegExp, partition: Partition])[] | undefined;

/**
 * The ruleset function `aws.partition`: the partition that a region belongs to, `aws` when none claims it.
 *
 * Source: `partitions.json` 1.1 of botocore, where a region belongs to a partition by pattern or by name; the pseudo
 * regions `<partition>-global`, which all but `aws-eusc` have, are the only ones that need their name. Every partition supports FIPS and dual-stack.
 */
export function partition(region = ""): Partition {
  partitions ??= rows.map((row) => {
    const [name, dnsSuffix, dualStackDnsSuffix, implicitGlobalRegion, beginning] = row.split(" ") as Row;
    return [
      RegExp(`^(?!aws-eusc)(${beginning}-\\w+-\\d+|${name}-global)$`),
      {
        name,
        dnsSuffix,
        dualStackDnsSuffix,
        implicitGlobalRegion,
        supportsFIPS: true,
        supportsDualStack: true,
      },
    ];
  });
  return (partitions.find(([regions]) => regions.test(region)) ?? partitions[0]!)[1];
}

type Row = [string, string, string, string, string];
