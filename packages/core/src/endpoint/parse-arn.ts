/** The parts of an ARN, `arn:partition:service:region:accountId:resourceId…`. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  /** Empty when the ARN names none. */
  readonly region: string;
  /** Empty when the ARN names none. */
  readonly accountId: string;
  /** The resource, split at each `:` and `/`. */
  readonly resourceId: readonly string[];
}

/**
 * The ruleset function `aws.parseArn`: the parts of an ARN; undefined for anything that is not one, that is, without
 * `arn:` in front, with fewer than six parts, or with an empty partition, service or resource.
 */
export function parseArn(value: string | undefined): Arn | undefined {
  const [arn, partition, service, region, accountId, ...resource] = (value ?? "").split(":");
  const resourceId = resource.join("/").split("/");
  if (arn !== "arn" || !partition || !service || !(resourceId.length > 1 || resourceId[0])) return undefined;
  return { partition, service, region: region!, accountId: accountId!, resourceId };
}
