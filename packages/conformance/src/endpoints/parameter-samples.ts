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
  "op-01234567890123456", "required", "preferred", "disabled",
]; // prettier-ignore

const services = [
  "s3",
  "s3-outposts",
  "s3-object-lambda",
  "s3express",
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
  "outpost/op-01234567890123456/bucket/name", "outpost/op-01234567890123456/accesspoint/na_me", "outpost/op-1/bucket", "outpost/op-1/accesspoint", "outpost/op-01234567890123456", "outpost:op_1:accesspoint:name", "outpost",
  "stream/name", "stream/name/consumer/one:1", "channel/a1b2", "channel/a_b", "channel/", "channel", "table/name", "table/name/index/x",
  "event-bus/name", "key-value-store/a-b-c", "key-value-store/", "name", "", "/x", ":", "mfzwi23gnjvgw.mrap",
  "accesspoint:mfzwi23gnjvgw.mrap", "accesspoint/mfzwi23gnjvgw.mrap",
]; // prettier-ignore

/** One set of parameters, drawn so that most rules are reached sooner or later. */
export function sampleParameters(ruleset: RulesetJson, literals: readonly string[], random: Random): Sample {
  const pick = <T>(values: readonly T[]): T => values[random(values.length)]!;
  const region = random(8) === 0 && literals.length > 0 ? pick(literals) : pick(regions);
  // Half of the samples have what belongs together: options are rare and ARNs fit the region and the service.
  const plain = random(2) === 0;
  const fitting = services.filter((service) => literals.includes(service));
  const text = (): string => {
    const kind = random(12);
    if (kind < 4) return pick(names);
    if (kind < 7) return arn();
    if (kind < 9) return pick([expressName, aliasName])(pick);
    return literals.length > 0 ? pick(literals) : pick(names);
  };
  const arn = (): string => {
    const partition = plain ? "aws" : pick(["aws", "aws", "aws-cn", "aws-us-gov", "nowhere", ""]);
    const service = pick(plain && fitting.length > 0 ? fitting : services);
    const account = pick(plain ? ["123456789012"] : ["123456789012", "", "12 3", "0"]);
    const where = plain && random(4) > 0 ? region : pick([...regions, "us-east-1", "us-west-2"]);
    return ["arn", partition, service, where, account, pick(resources)].join(":");
  };
  const draw = (name: string, type: string): string | boolean | string[] => {
    if (type === "boolean") return random(plain ? 6 : 3) === 0;
    if (type === "stringarray") return Array.from({ length: random(3) }, text);
    if (name === "Region") return region;
    if (name === "Endpoint") return pick(endpoints);
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

type Pick = (values: readonly string[]) => string;

/** A directory bucket or an access point of one, with its zone in the name. */
function expressName(pick: Pick): string {
  const zone = pick([
    "use1-az1",
    "usw2-az12",
    "test-zone-ab1",
    "test1-zone-ab1",
    "test1-long1-zone-ab1",
    "short",
  ]);
  return `${pick(["name", "name", "bad_name", "a.b"])}--${zone}--${pick(["x-s3", "x-s3", "xa-s3"])}`;
}

/** Alias of an access point on an outpost: hardware, outpost and region each have their place from the end. */
function aliasName(pick: Pick): string {
  const outpost = pick(["0b1d075431d83bebd", "0b1d075431d83bebd", "0b1d_75431d83bebd"]);
  const region = pick(["beta", "kuse"]);
  return `${pick(["test-", "test-", "Test-"])}${pick(["e", "o", "x"])}${outpost}e8xz5w8ijx1qzlbp3i3k${region}0--op-s3`;
}

/** The strings that a ruleset compares with. */
export function literalsOf(node: unknown): string[] {
  if (typeof node !== "object" || node === null) return [];
  if (Array.isArray(node)) return node.flatMap(literalsOf);
  const { fn, argv = [] } = node as { fn?: unknown; argv?: unknown[] };
  const own = fn === "stringEquals" ? argv.filter((value) => typeof value === "string") : [];
  return [...own.filter((text) => !text.includes("{")), ...Object.values(node).flatMap(literalsOf)];
}
