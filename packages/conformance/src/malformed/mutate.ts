import type { ProtocolName } from "@inia/service-model";
import type { Random } from "../endpoints/parameter-samples.ts";
import type { WrittenResponse } from "../differential/write-response/service-side.ts";
import { mutateBytes } from "./mutate-bytes.ts";
import { mutateCbor } from "./mutate-cbor.ts";
import { mutateEvents } from "./mutate-events.ts";
import { mutateHead } from "./mutate-head.ts";
import { mutateJson } from "./mutate-json.ts";
import { mutateXml } from "./mutate-xml.ts";

/** A response to mutate. */
export interface MutationTarget {
  readonly response: WrittenResponse;
  readonly protocol: ProtocolName;
  /** The body is a stream of events. */
  readonly events: boolean;
}

/** A response that is wrong in one place, or in up to three. */
export function mutate({ response, protocol, events }: MutationTarget, random: Random): WrittenResponse {
  let mutated = response;
  const inDocument = (bytes: Uint8Array): Uint8Array => mutateDocument(protocol, bytes, random);
  for (let times = 1 + random(3) * random(2); times > 0; times--) {
    const kind = random(10);
    if (kind < 2) mutated = mutateHead(mutated, random);
    else if (kind < 5) mutated = { ...mutated, body: mutateBytes(mutated.body, random) };
    else
      mutated = {
        ...mutated,
        body: events ? mutateEvents(mutated.body, random, inDocument) : inDocument(mutated.body),
      };
  }
  return mutated;
}

function mutateDocument(protocol: ProtocolName, bytes: Uint8Array, random: Random): Uint8Array {
  if (protocol === "smithy-rpc-v2-cbor") return mutateCbor(bytes, random);
  const text = new TextDecoder().decode(bytes);
  const json = protocol === "json" || protocol === "rest-json";
  return new TextEncoder().encode(json ? mutateJson(text, random) : mutateXml(text, random));
}
