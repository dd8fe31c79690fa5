const hostWithPath =
  "botocore sends the path of a custom endpoint as it is when the operation's own path is `/`; the vector adds a slash";

/** Vectors that contradict what the project follows first, botocore's bytes on the wire; each with its reason. */
export const contradictions: Readonly<Record<string, string>> = {
  AwsJson10HostWithPath: hostWithPath,
  AwsJson11HostWithPath: hostWithPath,
  QueryHostWithPath: hostWithPath,
  Ec2QueryHostWithPath: hostWithPath,
  RestJsonHttpChecksumRequired:
    "expects Content-MD5; a required checksum is CRC-32 now, written after serialization",
};
