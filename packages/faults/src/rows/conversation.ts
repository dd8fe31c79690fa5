import { setTimeout as sleep } from "node:timers/promises";
import type { Case, Expectation, RunInfo } from "../row.ts";
import type { AnyClient, Sdk } from "../sdk/sdk.ts";
import { event } from "../server/event-frames.ts";
import type { Kit } from "../server/kit.ts";

/** What the server says in a conversation, as an event of the service that each SDK has for it. */
export function truthEvent({ sdk }: Pick<RunInfo, "sdk">): Buffer {
  if (sdk === "inia") return event("AudioEvent", "truth", "application/octet-stream");
  return event("TranscriptEvent", '{"Transcript":{"Results":[{"ResultId":"truth"}]}}');
}

/** Words without end, one each 10 ms, until the SDK wants no more. */
export async function* words(limit: number = Infinity): AsyncGenerator<string> {
  for (let n = 0; n < limit; n++) {
    yield `word ${n}`;
    await sleep(10);
  }
}

/**
 * A conversation: events go up while events come down. No service with one is in both SDKs of this matrix: Inia's is Polly's,
 * the peer's is Transcribe's. Gives what the server said.
 */
export async function converse(
  sdk: Sdk,
  client: AnyClient,
  source: AsyncIterable<string> = words(3),
): Promise<string[]> {
  const heard: string[] = [];
  if (sdk.name === "inia") {
    const input = {
      Engine: "generative",
      OutputFormat: "mp3",
      VoiceId: "Joanna",
      ActionStream: textEvents(source),
    };
    const { EventStream } = await client.call("StartSpeechSynthesisStream", input);
    for await (const { AudioEvent } of EventStream) heard.push(Buffer.from(AudioEvent.AudioChunk).toString());
    return heard;
  }
  const settings = { LanguageCode: "en-US", MediaEncoding: "pcm", MediaSampleRateHertz: 16_000 };
  const output = await client.call("StartStreamTranscription", {
    ...settings,
    AudioStream: audioEvents(source),
  });
  for await (const { TranscriptEvent } of output.TranscriptResultStream)
    heard.push(TranscriptEvent.Transcript.Results[0].ResultId);
  return heard;
}

async function* textEvents(source: AsyncIterable<string>): AsyncGenerator<object> {
  for await (const Text of source) yield { TextEvent: { Text } };
}

async function* audioEvents(source: AsyncIterable<string>): AsyncGenerator<object> {
  for await (const text of source) yield { AudioEvent: { AudioChunk: Buffer.from(text) } };
}

/** A case of one conversation. */
export function conversationCase(
  name: string,
  serve: (kit: Kit, run: RunInfo) => Promise<{ readonly url: string }>,
  expect: Expectation,
  more: Partial<Case> = {},
): Case {
  return {
    name,
    services: ["bidirectional"],
    async start(kit, run) {
      const { url } = await serve(kit, run);
      return { target: { endpoint: url }, expect };
    },
    run: (sdk, { endpoint }: { endpoint: string }) =>
      converse(sdk, sdk.client("bidirectional", { endpoint })),
    ...more,
  };
}

/** A case of a conversation whose caller would talk for ever. */
export function monologueCase(...[name, serve, expect]: Parameters<typeof conversationCase>): Case {
  return conversationCase(name, serve, expect, {
    run: (sdk, { endpoint }: { endpoint: string }) =>
      converse(sdk, sdk.client("bidirectional", { endpoint }), words()),
  });
}
