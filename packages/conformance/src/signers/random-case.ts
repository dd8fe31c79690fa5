import type { Credentials } from "@inia/core";
import type { PostCondition } from "@inia/core/presign";
import { randomFrom, type Random } from "../endpoints/parameter-samples.ts";

/** A request as both sides take it. */
export interface RandomRequest {
  readonly method: string;
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** In base64; null when there is none. */
  readonly body: string | null;
}

/** What botocore knows of a call besides its request. */
export interface SigningOptions {
  readonly unsignedPayload?: true;
  readonly streaming?: boolean;
  readonly s3?: { readonly payload_signing_enabled?: boolean };
  readonly checksum?: { readonly in: "header" | "trailer"; readonly name: string };
}

interface Shared {
  readonly time: string;
  readonly region: string;
  readonly signingName: string;
  readonly credentials: Credentials;
  readonly expiresIn: number;
}

/** Something to sign, and with what. */
export type RandomCase = Shared &
  (
    | {
        readonly kind:
          "sigv4-header" | "s3-header" | "express-header" | "sigv4-query" | "s3-query" | "express-query";
        readonly request: RandomRequest;
        readonly options: SigningOptions;
      }
    | {
        readonly kind: "sigv2";
        readonly request: RandomRequest;
        readonly form: readonly (readonly [string, string])[];
      }
    | { readonly kind: "bearer"; readonly request: RandomRequest; readonly token: string }
    | {
        readonly kind: "post";
        readonly url: string;
        readonly bucket: string;
        readonly key: string;
        readonly fields: Readonly<Record<string, string>>;
        readonly conditions: readonly PostCondition[];
      }
    | { readonly kind: "rds"; readonly hostname: string; readonly port: number; readonly username: string }
    | { readonly kind: "dsql"; readonly hostname: string; readonly admin: boolean }
    | {
        readonly kind: "cloud-front";
        readonly url: string;
        readonly keyPairId: string;
        readonly custom: boolean;
        readonly resource: string;
        readonly expiresAt: string;
        readonly startsAt?: string;
        readonly ipAddress?: string;
      }
  );

/** Kinds of signers that botocore has, and how often each is tried. */
const kinds: readonly RandomCase["kind"][] = [
  "sigv4-header", "sigv4-header", "sigv4-header", "s3-header", "s3-header", "express-header", "sigv4-query", "sigv4-query",
  "s3-query", "s3-query", "express-query", "sigv2", "bearer", "post", "rds", "dsql", "cloud-front",
]; // prettier-ignore

const words = [
  "a", "b", "B", "Zz", "0", "a b", "a  b", "ü", "日本", "😀", "a/b", "x+y", "p&q=r", "100%", "~t-_.", "(x)!*'", ":;,@$", "\"q\"",
  "[1]", "{2}", "|", "\\", "^`", "<>", "#?", "", "lorem ipsum dolor sit amet", "é\u0301",
]; // prettier-ignore

/** Segments of paths as they are on the wire. */
const segments = [
  "", ".", "..", "a", "B", "a%20b", "%C3%BC", "~x", "a+b", "a:b", "*", "a=b", "x%2Fy", "(1)", "'q'", "!", "$@,;", "%25", "0",
  "...", ".hidden", "long-segment-of_a.path",
]; // prettier-ignore

const hosts = [
  "service.us-east-1.amazonaws.com", "bucket.s3.eu-west-1.amazonaws.com", "Example.COM", "localhost:8000", "127.0.0.1:9000",
  "host:443", "host:80", "[::1]:9000", "[2001:db8::1]",
]; // prettier-ignore

const regions = ["us-east-1", "eu-west-1", "cn-north-1", "us-gov-west-1", "ap-southeast-2"];
const signingNames = ["s3", "dynamodb", "execute-api", "sts", "s3express", "aws-marketplace"];
const values = [
  "text/plain", "application/x-amz-json-1.0", "a  b", " lead", "trail ", "a\tb", "x, y ,z", "", "ü é", "\"quoted  text\"", "1",
]; // prettier-ignore

function pick<T>(random: Random, from: readonly T[]): T {
  return from[random(from.length)]!;
}

function text(random: Random): string {
  return Array.from({ length: 1 + random(3) }, () => pick(random, words)).join("");
}

function token(random: Random, length: number): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
  return Array.from({ length }, () => letters[random(letters.length)]).join("");
}

function encode(value: string): string {
  return encodeURIComponent(value).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function queryOf(random: Random, bare: boolean): string {
  const names = new Set(Array.from({ length: random(5) }, () => text(random)));
  return [...names]
    .map((name) => (bare && random(6) === 0 ? encode(name) : `${encode(name)}=${encode(text(random))}`))
    .filter((pair) => pair !== "" && !pair.startsWith("="))
    .join("&");
}

function requestOf(random: Random, secure: boolean): RandomRequest {
  // An empty path is sent as `/`, which is what S3 signs; botocore would sign nothing.
  const path = Array.from({ length: random(5) }, () => `/${pick(random, segments)}`).join("") || "/";
  const query = queryOf(random, true);
  const scheme = secure || random(3) > 0 ? "https" : "http";
  const headers: Record<string, string> = {};
  const names = ["content-type", "x-amz-meta-a", "x-amz-meta-b", "x-amz-target", "accept", "range", "user-agent", "expect", "te", "x-amzn-trace-id", "cache-control", "a"]; // prettier-ignore
  for (const name of names) if (random(4) === 0) headers[name] = pick(random, values);
  if (random(10) === 0) headers["host"] = "given.example.com";
  const body = random(2) === 0 ? null : Buffer.from(text(random).repeat(random(20))).toString("base64");
  return {
    method: pick(random, ["GET", "PUT", "POST", "DELETE", "HEAD", "PATCH"]),
    url: `${scheme}://${pick(random, hosts)}${path}${query === "" ? "" : `?${query}`}`,
    headers,
    body: body === "" ? null : body,
  };
}

function credentialsOf(random: Random, temporary: boolean): Credentials {
  const secret = token(random, random(8) === 0 ? 90 : 40);
  const sessionToken = temporary || random(2) === 0 ? { sessionToken: token(random, 20 + random(300)) } : {};
  return { accessKeyId: `AKID${random(10_000)}`, secretAccessKey: secret, ...sessionToken };
}

/** A request to S3: with a checksum in header or trailer, a stream, or the setting that decides about its payload. */
function s3Request(random: Random): { request: RandomRequest; options: SigningOptions } {
  const request = requestOf(random, false);
  const headers = { ...request.headers };
  const options: { -readonly [Name in keyof SigningOptions]: SigningOptions[Name] } = {
    streaming: random(2) === 0,
  };
  if (random(3) === 0) options.s3 = { payload_signing_enabled: random(2) === 0 };
  const name = "x-amz-checksum-crc32";
  const place = pick(random, [undefined, "header", "trailer", "md5"] as const);
  if (place === "header") headers[name] = "AAAAAA==";
  if (place === "md5") headers["content-md5"] = "1B2M2Y8AsgTpgAmY7PhCfg==";
  if (place === "header" || place === "trailer") options.checksum = { in: place, name };
  return { request: { ...request, headers }, options };
}

function sharedOf(random: Random, kind: RandomCase["kind"]): Shared {
  const express = kind.startsWith("express");
  const year = 1_000_000_000 + random(2_000_000_000);
  return {
    time: new Date(year * 1000).toISOString().replace(".000", ""),
    region: pick(random, regions),
    signingName: express ? "s3express" : pick(random, signingNames),
    credentials: credentialsOf(random, express),
    expiresIn: 1 + random(604_800),
  };
}

function postOf(random: Random): Partial<RandomCase> {
  const bucket = `bucket-${random(100)}`;
  const conditions: PostCondition[] = [];
  if (random(2) === 0) conditions.push({ acl: text(random) });
  if (random(2) === 0) conditions.push(["content-length-range", random(5), 5 + random(1000)]);
  if (random(2) === 0) conditions.push(["starts-with", "$x-amz-meta-a", text(random)]);
  return {
    bucket,
    url: `https://${bucket}.s3.eu-west-1.amazonaws.com/`,
    key: text(random) + (random(3) === 0 ? "${filename}" : "x"),
    fields: random(2) === 0 ? {} : { acl: text(random), "Content-Type": text(random) },
    conditions,
  } as Partial<RandomCase>;
}

function cloudFrontOf(random: Random): Partial<RandomCase> {
  const day = (): string => new Date((1_500_000_000 + random(1_000_000_000)) * 1000).toISOString();
  const query = queryOf(random, false);
  const url = `https://d${random(99)}.cloudfront.net/${pick(random, segments)}${query && `?${query}`}`;
  return {
    url,
    keyPairId: `K${random(1000)}`,
    custom: random(2) === 0,
    resource: pick(random, [url, "https://*/x?y", "*"]),
    expiresAt: day(),
    ...(random(2) === 0 && { startsAt: day() }),
    ...(random(2) === 0 && { ipAddress: pick(random, ["192.0.2.1", "198.51.100.0/24"]) }),
  } as Partial<RandomCase>;
}

function detailsOf(random: Random, kind: RandomCase["kind"]): Partial<RandomCase> {
  if (kind === "post") return postOf(random);
  if (kind === "cloud-front") return cloudFrontOf(random);
  if (kind === "rds")
    return { hostname: `DB${random(9)}.example.com`, port: 1 + random(65_535), username: text(random) };
  if (kind === "dsql") return { hostname: `c${random(9)}.dsql.us-east-1.on.aws`, admin: random(2) === 0 };
  if (kind === "bearer") return { request: requestOf(random, true), token: token(random, 50) };
  if (kind === "sigv2") {
    const url = `https://${pick(random, ["sdb.amazonaws.com", "localhost:8000"])}${pick(random, ["/", ""])}`;
    const names = new Set(["Action", ...Array.from({ length: random(6) }, () => `P${text(random)}`)]);
    const form = [...names].map((name) => [name, text(random)] as const);
    return { request: { method: "POST", url, headers: {}, body: null }, form };
  }
  if (kind === "s3-header" || kind === "express-header") return s3Request(random);
  const unsignedPayload = kind === "sigv4-header" && random(5) === 0;
  const request = requestOf(random, unsignedPayload);
  // A URL is signed without a body: what is in a form or in JSON has gone into its query.
  const bodiless = kind.endsWith("-query") ? { ...request, body: null } : request;
  return { request: bodiless, options: unsignedPayload ? { unsignedPayload } : {} };
}

/** Cases to sign, the same ones for the same seed. */
export function randomCases(seed: number, count: number): RandomCase[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, () => {
    const kind = pick(random, kinds);
    return { kind, ...sharedOf(random, kind), ...detailsOf(random, kind) } as RandomCase;
  });
}
