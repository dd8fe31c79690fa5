import { isValidHostLabel } from "./is-valid-host-label.ts";

/**
 * The ruleset function `aws.isVirtualHostableS3Bucket`: whether a bucket's name can be part of a host: at least three
 * characters, nothing in upper case, no IPv4 address, valid host labels.
 *
 * @param allowSubdomains Whether the name may contain dots; over TLS they would not match S3's certificate.
 */
export function isVirtualHostableS3Bucket(bucket: string | undefined, allowSubdomains?: boolean): boolean {
  return (
    !/^.{0,2}$|[A-Z]|^(\d{1,3}\.){3}\d{1,3}$/.test(bucket ?? "") && isValidHostLabel(bucket, allowSubdomains)
  );
}
