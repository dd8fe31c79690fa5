// The `httpChecksum` trait on requests: https://smithy.io/2.0/aws/aws-core.html#aws-protocols-httpchecksum-trait
// CRC-32 unless the caller names an algorithm. Bytes get a header; a stream gets a trailer, because its checksum is known
// only after it was sent. A checksum that the caller gives is left alone.

import { invalidInput } from "../errors/errors.ts";
import type { RequestBody } from "../shape/streams.ts";
import { membersOf, resolveRef } from "../shape/shape.ts";
import type { AnyOperation } from "../shape/operation.ts";
import { awsChunked } from "./aws-chunked.ts";
import { checksumAlgorithms, checksumOf } from "./checksum.ts";

/** Whether to checksum where an operation may have one (`when_supported`) or only where it must. */
export type ChecksumSetting = "when_supported" | "when_required";

/** What checksums read and change of a call. */
export interface ChecksumCall {
  readonly client: { readonly settings: { readonly requestChecksumCalculation: ChecksumSetting } };
  readonly operation: AnyOperation;
  readonly input: Readonly<Record<string, unknown>>;
  readonly draft: { readonly headers: Record<string, string> };
  readonly url: string;
  body: RequestBody | undefined;
  payloadHash: string | undefined;
}

/** The checksum that a request is to have. */
export interface ChecksumPlan {
  /** Lower case: `crc32`. */
  readonly algorithm: string;
  /** Header that tells the algorithm of a checksum that the caller did not ask for. */
  readonly algorithmHeader?: string | undefined;
}

/** Gives a request its checksum, after it has its body and its endpoint: what descriptors of such operations refer to. */
export async function addRequestChecksum(call: ChecksumCall): Promise<void> {
  const { headers } = call.draft;
  const setting = call.client.settings.requestChecksumCalculation;
  const plan = planRequestChecksum(call.operation, call.input, headers, setting);
  if (plan === undefined) return;
  const result = await applyRequestChecksum(plan, headers, call.body, call.url.startsWith("https:"));
  call.body = result.body;
  call.payloadHash = result.payloadHash ?? call.payloadHash;
}

/**
 * Which checksum a request is to have; undefined for none. `headers` are those of the request so far: one that begins
 * with `x-amz-checksum-` means that the caller takes care. Throws {@link ValidationError} for an algorithm that cannot be
 * computed.
 */
export function planRequestChecksum(
  operation: AnyOperation,
  input: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>>,
  setting: ChecksumSetting,
): ChecksumPlan | undefined {
  const trait = operation.checksum;
  if (trait === undefined) return undefined;
  for (const name in headers) if (/^x-amz-checksum-[a-z\d]+$/.test(name)) return undefined;
  const member = trait.requestAlgorithmMember;
  const chosen = member === undefined ? undefined : input[member];
  if (typeof chosen === "string") {
    const algorithm = chosen.toLowerCase();
    if (checksumAlgorithms.includes(algorithm)) return { algorithm };
    const problem = `the algorithm ${JSON.stringify(chosen)} is not supported`;
    throw invalidInput(`${operation.name}.${member}`, problem);
  }
  const wanted = trait.requestRequired || (member !== undefined && setting === "when_supported");
  return wanted ? { algorithm: "crc32", algorithmHeader: member && headerOf(operation, member) } : undefined;
}

function headerOf(operation: AnyOperation, member: string): string | undefined {
  const members = operation.input && membersOf(resolveRef(operation.input).shape);
  const ref = members?.[member];
  return ref === undefined ? undefined : resolveRef(ref).traits.header?.toLowerCase();
}

/** A body with its checksum, and what the signature covers in its place. */
export interface ChecksummedBody {
  readonly body: RequestBody | undefined;
  readonly payloadHash?: string | undefined;
}

/**
 * Puts the planned checksum on a request: into its `headers`, or into a trailer of the body, which is then `aws-chunked`.
 * A stream that can be read again is read beforehand when the connection is not `secure`, where trailers are not taken.
 */
export async function applyRequestChecksum(
  plan: ChecksumPlan,
  headers: Record<string, string>,
  body: RequestBody | undefined,
  secure: boolean,
): Promise<ChecksummedBody> {
  const { algorithm, algorithmHeader } = plan;
  const name = `x-amz-checksum-${algorithm}`;
  if (algorithmHeader !== undefined) headers[algorithmHeader] = algorithm.toUpperCase();
  if (body === undefined || body.kind === "bytes" || (body.kind === "source" && !secure)) {
    headers[name] = await checksumOf(algorithm, body?.open() ?? new Uint8Array(0));
    return { body };
  }
  const coding = headers["content-encoding"];
  headers["content-encoding"] = coding ? `${coding},aws-chunked` : "aws-chunked";
  headers["x-amz-trailer"] = name;
  if (body.length !== undefined) headers["x-amz-decoded-content-length"] = String(body.length);
  delete headers["content-length"];
  const payloadHash = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
  headers["x-amz-content-sha256"] = payloadHash;
  return { body: awsChunked(body, algorithm), payloadHash };
}
