import type { MemberPlan, OperationPlan, ServicePlan, StructurePlan } from "../plan/plan.ts";

/** A field of an operation's descriptor that refers to code, and the name of that code in `@inia/core/service`. */
export type OperationCodec = readonly [
  field:
    | "documentWriter"
    | "streamInput"
    | "streamOutput"
    | "events"
    | "requestChecksum"
    | "copySource"
    | "responseChecksum",
  codec: string,
];

/**
 * The code that an operation's descriptor refers to: what other operations do not need hangs on those that do, so that a
 * bundle carries it only with them.
 */
export function operationCodecs(
  { input, output, checksum, copySource }: OperationPlan,
  protocol: ServicePlan["protocol"],
): OperationCodec[] {
  const codecs: OperationCodec[] = [];
  if (protocol === "rest-xml" && hasDocument(input)) codecs.push(["documentWriter", "xmlWriter"]);
  if (some(input, isBlobPayload)) codecs.push(["streamInput", "openRequestBody"]);
  if (some(output, isBlobPayload)) codecs.push(["streamOutput", "createStreamingBody"]);
  if (some(input, isEventStream)) codecs.push(["events", "eventStreams"]);
  else if (some(output, isEventStream)) codecs.push(["events", "outputEventStreams"]);
  if (checksum?.requestRequired || checksum?.requestAlgorithmMember)
    codecs.push(["requestChecksum", "addRequestChecksum"]);
  if (copySource) codecs.push(["copySource", copySource]);
  if (checksum?.requestValidationModeMember) codecs.push(["responseChecksum", "verifyResponseChecksum"]);
  return codecs;
}

function some(structure: StructurePlan | undefined, test: (member: MemberPlan) => boolean): boolean {
  return structure?.members.some(test) ?? false;
}

/** Whether a REST request has a document of the protocol: a payload that is no text or blob, or members without a place. */
function hasDocument(input: StructurePlan | undefined): boolean {
  const payload = input?.members.find(({ ref }) => ref.traits.payload);
  if (payload === undefined) return some(input, ({ ref }) => !hasPlace(ref.traits));
  const { shape } = payload.ref;
  return shape.kind !== "scalar" || (shape.scalar !== "blob" && shape.scalar !== "string");
}

function hasPlace({ uri, querystring, header, headers }: MemberPlan["ref"]["traits"]): boolean {
  return (uri ?? querystring ?? header ?? headers) !== undefined;
}

function isBlobPayload({ ref: { shape, traits } }: MemberPlan): boolean {
  return traits.payload === true && shape.kind === "scalar" && shape.scalar === "blob";
}

function isEventStream({ ref }: MemberPlan): boolean {
  return ref.traits.eventstream === true;
}
