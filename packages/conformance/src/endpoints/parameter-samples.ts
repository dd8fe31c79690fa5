import type { RulesetJson } from "@inia/service-model";

/** Values for a ruleset's parameters. */
export type Sample = Record<string, string | boolean | string[]>;

/** Numbers from 0 up to `below`, the same ones for the same seed. */
export type Random = (below: number) => number;

/** A generator of pseudo-random numbers (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const regions = [
  "us-east-1", "us-east-1", "us-east-2", "us-west-2", "eu-west-1", "ap-southeast-2", "me-central-1", "il-central-1",
  "us-nowhere-9", "aws-global", "cn-north-1", "cn-northwest-1", "aws-cn-global", "eusc-de-east-1", "aws-eusc-global",
  "us-iso-east-1", "us-iso-west-1", "aws-iso-global", "us-isob-east-1", "aws-iso-b-global", "eu-isoe-west-1",
  "us-isof-south-1", "us-gov-west-1", "us-gov-east-1", "us-gov-south-7", "aws-us-gov-global", "local", "nowhere",
  "a b", "us_east_1", "",
]; // prettier-ignore

const endpoints = [
  "https://example.com", "https://example.com/", "http://localhost:8000", "https://10.0.0.1", "http://127.0.0.1:9000/base",
  "https://[::1]:8443/x", "https://example.com/a//b/../c", "https://beta.example.com/with space/%20", "HTTPS://Example.com",
  "https://dynamodb.us-east-1.api.aws", "https://example.com?query=1", "https://example.com:port", "ftp://example.com",
  "example.com", "https://example.com:99999", "https://example.com/p;q", "https://example.com/#fragment", "https://1.2.3.4.5",
]; // prettier-ignore

const names = [
  "bucket", "bucket-name", "bucket.name", "Bucket", "bu_cket", "ab", "192.168.0.1", "-bucket", "bucket-", "a".repeat(64),
  "büçket", "bucket name", "a/b", "123456789012", "12345", "000000000000", "data", "control", "", "x", "my-endpoint.veo",
  "name--use1-az1--x-s3", "name--usw2-az12--x-s3", "name--test-zone-ab1--x-s3", "name--test-ab1-az1--x-s3",
  "name--abcdefgh-ijkl-mnop-az--x-s3", "name--use1-az1--xa-s3", "name--test1-zone-ab1--xa-s3", "bad_name--use1-az1--x-s3",
  "test-accessp-o0b1d075431d83bebde8xz5w8ijx1qzlbp3i3kuse10--op-s3",
  "test-accessp-e0b1d075431d83bebde8xz5w8ijx1qzlbp3i3ebeta0--op-s3",
  "test-accessp-x0000000000000000000000000000000000000000--op-s3", "op-01234567890123456", "required", "preferred", "disabled",
]; // prettier-ignore

const services = [
  "s3",
  "s3-outposts",
  "s3-object-lambda",
  "kinesis",
  "dynamodb",
  "events",
  "cloudfront",
  "sns",
  "",
];
const resources = [
  "accesspoint/name", "accesspoint:name", "accesspoint:name:more", "accesspoint:", "accesspoint/na_me", "accesspoint",
  "outpost/op-01234567890123456/accesspoint/name", "outpost:op-01234567890123456:accesspoint:name:more",
  "outpost/op-01234567890123456/bucket/name", "outpost/op-01234567890123456", "outpost:op_1:accesspoint:name", "outpost",
  "stream/name", "stream/name/consumer/one:1", "channel/a1b2", "channel/", "channel", "table/name", "table/name/index/x",
  "event-bus/name", "key-value-store/a-b-c", "key-value-store/", "name", "", "/x", ":", "mfzwi23gnjvgw.mrap",
  "accesspoint:mfzwi23gnjvgw.mrap", "accesspoint/mfzwi23gnjvgw.mrap",
]; // prettier-ignore

/** One set of parameters, drawn so that most rules are reached sooner or later. */
export function sampleParameters(ruleset: RulesetJson, literals: readonly string[], random: Random): Sample {
  const pick = <T>(values: readonly T[]): T => values[random(values.length)]!;
  const arn = (): string => {
    const partition = pick(["aws", "aws", "aws", "aws-cn", "aws-us-gov", "nowhere", ""]);
    const account = pick(["123456789012", "123456789012", "", "12 3", "0"]);
    return [
      "arn",
      partition,
      pick(services),
      pick([...regions, "us-east-1", "us-west-2"]),
      account,
      pick(resources),
    ].join(":");
  };
  const text = (): string => {
    const kind = random(10);
    if (kind < 4) return pick(names);
    if (kind < 7) return arn();
    return literals.length > 0 ? pick(literals) : pick(names);
  };
  const draw = (name: string, type: string): string | boolean | string[] => {
    if (type === "boolean") return random(3) === 0;
    if (type === "stringarray") return Array.from({ length: random(3) }, text);
    if (name === "Endpoint") return pick(endpoints);
    if (name === "Region") return random(8) === 0 && literals.length > 0 ? pick(literals) : pick(regions);
    return /arn/i.test(name) && random(5) > 0 ? arn() : text();
  };
  const sample: Sample = {};
  for (const [name, spec] of Object.entries(ruleset.parameters)) {
    const absent =
      name === "Endpoint" ? random(4) > 0 : name === "Region" ? random(12) === 0 : random(3) === 0;
    if (!absent) sample[name] = draw(name, spec.type.toLowerCase());
  }
  return sample;
}

/** The strings that a ruleset compares with. */
export function literalsOf(node: unknown): string[] {
  if (typeof node !== "object" || node === null) return [];
  if (Array.isArray(node)) return node.flatMap(literalsOf);
  const own = "fn" in node && node.fn === "stringEquals" ? (node as { argv: unknown[] }).argv : [];
  const strings = own.filter((value) => typeof value === "string" && !value.includes("{")) as string[];
  return [...strings, ...Object.values(node).flatMap(literalsOf)];
}
