import { applyRequestChecksum, planRequestChecksum } from "../../checksums/request-checksum.ts";
import { checksumAlgorithms } from "../../checksums/checksum.ts";
import { verifyBody } from "../../checksums/verify-body.ts";
import type { HttpResponse } from "../../http/messages.ts";
import type { Call } from "../../pipeline/call.ts";

/** Gives the request the checksum that its operation may or must have. */
export async function addRequestChecksum(call: Call): Promise<void> {
  const { operation, input, draft, client } = call;
  const plan = planRequestChecksum(
    operation,
    input,
    draft.headers,
    client.settings.requestChecksumCalculation,
  );
  if (plan === undefined) return;
  const { body, payloadHash } = await applyRequestChecksum(
    plan,
    draft.headers,
    call.body,
    call.url.startsWith("https:"),
  );
  call.body = body;
  if (payloadHash !== undefined) call.payloadHash = payloadHash;
}

/** Has a whole object compared with the checksum that came with it. Parts and checksums of checksums (`…-3`) are not compared. */
export function verifyResponseChecksum({ operation, input, client }: Call, response: HttpResponse): void {
  const offered = operation.checksum?.responseAlgorithms;
  const mode = operation.checksum?.requestValidationModeMember;
  if (offered === undefined || response.status !== 200) return;
  const asked =
    (mode !== undefined && input[mode] === "ENABLED") ||
    client.settings.responseChecksumValidation === "when_supported";
  if (!asked) return;
  const supported = offered.map((name) => name.toLowerCase());
  const algorithm = checksumAlgorithms.find(
    (name) => supported.includes(name) && response.headers[`x-amz-checksum-${name}`] !== undefined,
  );
  const expected = algorithm && response.headers[`x-amz-checksum-${algorithm}`];
  if (expected && !expected.includes("-")) response.body = verifyBody(response.body, algorithm, expected);
}
