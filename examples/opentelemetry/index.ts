/** Prints the spans of a call. Run it with `npx tsx --conditions=@inia/source examples/opentelemetry/index.ts`. */
import { run } from "./run.ts";

const { spans, headers } = await run();
for (const { name, attributes, parentSpanContext } of spans)
  console.log(parentSpanContext ? "  " : "", name, JSON.stringify(attributes));
console.log("the server saw", headers.map(({ traceparent }) => traceparent).join(", "));
