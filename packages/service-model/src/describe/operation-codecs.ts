import type { MemberPlan, OperationPlan, StructurePlan } from "../plan/plan.ts";

/** A field of an operation's descriptor that refers to code, and the name of that code in `@inia/core/service`. */
export type OperationCodec = readonly [
  field: "streamInput" | "streamOutput" | "events" | "requestChecksum" | "responseChecksum",
  codec: string,
];

/**
 * The code that an operation's descriptor refers to: what other operations do not need hangs on those that do, so that a
 * bundle carries it only with them.
 */
export function operationCodecs({ input, output, checksum }: OperationPlan): OperationCodec[] {
  const codecs: OperationCodec[] = [];
  if (some(input, isBlobPayload)) codecs.push(["streamInput", "openRequestBody"]);
  if (some(output, isBlobPayload)) codecs.push(["streamOutput", "createStreamingBody"]);
  if (some(input, isEventStream)) codecs.push(["events", "eventStreams"]);
  else if (some(output, isEventStream)) codecs.push(["events", "outputEventStreams"]);
  if (checksum?.requestRequired || checksum?.requestAlgorithmMember)
    codecs.push(["requestChecksum", "addRequestChecksum"]);
  if (checksum?.requestValidationModeMember) codecs.push(["responseChecksum", "verifyResponseChecksum"]);
  return codecs;
}

function some(structure: StructurePlan | undefined, test: (member: MemberPlan) => boolean): boolean {
  return structure?.members.some(test) ?? false;
}

function isBlobPayload({ ref: { shape, traits } }: MemberPlan): boolean {
  return traits.payload === true && shape.kind === "scalar" && shape.scalar === "blob";
}

function isEventStream({ ref }: MemberPlan): boolean {
  return ref.traits.eventstream === true;
}
