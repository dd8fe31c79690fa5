import type { HttpResponse } from "../http/messages.ts";
import type { RequestBody } from "../http/request-body.ts";
import type { AnyOperation } from "../shape/operation.ts";
import { applyRequestChecksum, planRequestChecksum, type ChecksumSetting } from "./request-checksum.ts";
import { verifyResponseChecksum } from "./response-checksum.ts";

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

/** Steps of a client whose service's operations have the `httpChecksum` trait. */
export interface FlexibleChecksums {
  /** After the request has its body and its endpoint. */
  request(call: ChecksumCall): Promise<void>;
  /** Before the response is parsed. */
  response(call: ChecksumCall, response: HttpResponse): void;
}

/** Checksums on requests and responses, for services whose descriptions ask for them; others do not bundle them. */
export const flexibleChecksums: FlexibleChecksums = {
  async request(call) {
    const { headers } = call.draft;
    const setting = call.client.settings.requestChecksumCalculation;
    const plan = planRequestChecksum(call.operation, call.input, headers, setting);
    if (plan === undefined) return;
    const result = await applyRequestChecksum(plan, headers, call.body, call.url.startsWith("https:"));
    call.body = result.body;
    call.payloadHash = result.payloadHash ?? call.payloadHash;
  },
  response({ operation, input }, response) {
    verifyResponseChecksum(operation, input, response);
  },
};
