import { deepEqual, equal } from "node:assert/strict";
import { parseTimestamp } from "../../../core/src/codecs/scalars/timestamps.ts";
import { modelsFolder } from "../endpoints/rulesets.ts";
import { createFamily, type CaseFamily, type FamilyResult } from "../family.ts";
import { operationOf, recordedResponses, type RecordedResponse } from "./recorded-response.ts";

const excluded: readonly { readonly name: string; readonly reason: string }[] = [
  {
    name: "s3-get-bucket-location",
    reason: "the text of the root is the output; that is a customization of S3, tested with it",
  },
];

/** Recorded responses of real services, read with the tables of the pinned service descriptions. */
export const responseParsing: CaseFamily = createFamily(
  "response-parsing",
  () => {
    const models = modelsFolder();
    if (models === undefined) return [];
    return recordedResponses()
      .filter(({ name }) => !excluded.some((exclusion) => exclusion.name === name))
      .map((recorded) => ({
        name: `${recorded.error ? "error " : ""}${recorded.name}`,
        run: () => (recorded.error ? checkError(models, recorded) : checkOutput(models, recorded)),
      }));
  },
  excluded,
);

/** Runs all of them. */
export function runResponseParsing(): Promise<FamilyResult> {
  return responseParsing.run();
}

interface Expected {
  readonly ResponseMetadata?: { readonly RequestId?: string };
  readonly Error?: { readonly Code?: string; readonly Message?: string };
}

function checkOutput(models: string, recorded: RecordedResponse): void {
  const { protocol, service, operation } = operationOf(models, recorded);
  const response = { status: 200, headers: {}, body: new TextEncoder().encode(recorded.body) };
  const { output, requestId } = protocol.parse(service, operation, response);
  const { ResponseMetadata, ...members } = recorded.expected as Expected;
  deepEqual(alike(output, members), members);
  if (ResponseMetadata?.RequestId !== undefined) equal(requestId, ResponseMetadata.RequestId);
}

function checkError(models: string, recorded: RecordedResponse): void {
  const { protocol, service, operation } = operationOf(models, recorded);
  const body = new TextEncoder().encode(recorded.body);
  const { code, serviceMessage, requestId } = protocol.parseError(service, operation, {
    status: 400,
    headers: {},
    body,
  });
  const { Error, ResponseMetadata } = recorded.expected as Expected;
  deepEqual({ Code: code, Message: serviceMessage }, { Code: Error?.Code, Message: Error?.Message });
  if (ResponseMetadata?.RequestId !== undefined) equal(requestId, ResponseMetadata.RequestId);
}

/**
 * The value in the form of what is expected of it: there, timestamps are the text of the response, blobs are text, and
 * policies and templates are decoded.
 */
function alike(value: unknown, expected: unknown): unknown {
  if (value instanceof Date) {
    return parseTimestamp(expected).getTime() === value.getTime() ? expected : value.toISOString();
  }
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  if (typeof value === "string" && typeof expected === "object") {
    return JSON.parse(value.startsWith("%") ? decodeURIComponent(value) : value) as unknown;
  }
  if (Array.isArray(value))
    return value.map((item, at) => alike(item, (expected as unknown[] | undefined)?.[at]));
  if (typeof value !== "object" || value === null) return value;
  const members = expected as Record<string, unknown> | undefined;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, alike(item, members?.[name])]),
  );
}
