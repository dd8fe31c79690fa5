/** Vectors that contradict what the project follows first, botocore's bytes on the wire; each with its reason. */
export const contradictions: Readonly<Record<string, string>> = {
  "input rest-json RestJsonHttpChecksumRequired":
    "expects Content-MD5; a required checksum is CRC-32 now, written after serialization",
};
