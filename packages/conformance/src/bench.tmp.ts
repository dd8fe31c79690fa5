import { restJson } from "../../core/src/protocols/rest-json/rest-json.ts";
import { eventStreams } from "../../core/src/protocols/event-streams/event-streams.ts";
import { encodeMessage } from "../../core/src/codecs/event-stream/message-encoder.ts";
const op: any = { name: "x", events: eventStreams, output: { structure: { E: { payload: true, eventstream: true, shape: { union: { Text: { structure: { text: "string" } } } } } } } };
const one = encodeMessage({ headers: new Map<string, any>([[":message-type", "event"], [":event-type", "Text"], [":content-type","application/json"]]), payload: new TextEncoder().encode('{"text":"x"}') });
const source = new Uint8Array(one.length * 100_000);
for (let at = 0; at < source.length; at += one.length) source.set(one, at);
for (let k = 0; k < 3; k++) {
const t = performance.now();
let n = 0;
for await (const _ of (restJson.parse({} as any, op, { status: 200, headers: {}, body: source }).output as any).E) n++;
console.log(n, performance.now() - t, process.cpuUsage().user/1000);
}
