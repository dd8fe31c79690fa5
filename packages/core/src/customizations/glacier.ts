import { sha256Hex } from "#hash";
import { openBytes } from "../http/bytes-body.ts";
import { readBody } from "../http/read-body.ts";
import type { Call } from "../pipeline/call.ts";
import type { Customization } from "../pipeline/service.ts";

/** Bytes of a leaf of the tree. */
const leaf = 1_048_576;

/** SHA-256 over a tree of hashes: https://docs.aws.amazon.com/amazonglacier/latest/dev/checksum-calculations.html */
function treeHash(bytes: Uint8Array): string {
  let level = [sha256Hex(bytes.subarray(0, leaf))];
  for (let at = leaf; at < bytes.length; at += leaf) level.push(sha256Hex(bytes.subarray(at, at + leaf)));
  while (level.length > 1) {
    const pairs: string[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const right = level[i + 1];
      pairs.push(right === undefined ? level[i]! : sha256Hex(bytesOfHex(level[i]! + right)));
    }
    level = pairs;
  }
  return level[0]!;
}

function bytesOfHex(digits: string): Uint8Array {
  return Uint8Array.from(digits.match(/../g)!, (pair) => parseInt(pair, 16));
}

/** Uploads carry the hash of their bytes and its tree; a stream is read for that. */
async function addChecksums(call: Call): Promise<void> {
  const { draft, client, operation } = call;
  if (!/^Upload(Archive|MultipartPart)$/.test(operation.name)) return;
  const bytes = await readBody(call.body?.open() ?? new Uint8Array(0), client.settings.maxBodyBytes);
  if (call.body) call.body = openBytes(bytes);
  call.payloadHash = draft.headers["x-amz-content-sha256"] ??= sha256Hex(bytes);
  draft.headers["x-amz-sha256-tree-hash"] ??= treeHash(bytes);
}

/** Glacier wants its API version in a header and checksums on uploads; `accountId` defaults to `-`, the account of the credentials. */
export const glacier: Customization = {
  input: ({ input }) => (input["accountId"] == null ? { ...input, accountId: "-" } : input),
  draft({ draft, client }) {
    draft.headers["x-amz-glacier-version"] = client.service.apiVersion;
  },
  request: addChecksums,
};
