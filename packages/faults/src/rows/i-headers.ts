import { row, type Case, type Row } from "../row.ts";
import { whole } from "../server/replies.ts";
import { demand, held } from "./demand.ts";

const values: Readonly<Record<string, string>> = {
  CR: "a\rb",
  LF: "a\nb",
  "CR LF and a header": "a\r\nx-evil: 1",
  NUL: "a\0b",
  DEL: "a\u007fb",
  é: "é",
  日: "日",
};

/** What is sent with each of the values: nothing. */
function headerCase(name: string, member: string, input: (value: string) => object): Case {
  return {
    name,
    services: ["s3"],
    fast: true,
    async run(sdk, { endpoint }: { endpoint: string }) {
      const client = sdk.client("s3", { endpoint });
      const through: Record<string, string> = {};
      for (const [label, value] of Object.entries(values)) {
        try {
          await client.call("PutObject", { Bucket: "bucket", Key: "key", Body: "x", ...input(value) });
          through[label] = "sent";
        } catch (error) {
          const { class: kind, message } = sdk.classify(error);
          if (kind !== "Validation") through[label] = kind;
          // The peer names the header.
          else if (sdk.name === "inia" && !message.includes(`PutObject.${member}`)) through[label] = message;
        }
      }
      return demand(through, {});
    },
    async start(kit) {
      const { url } = await kit.serve(whole("", "etag: e\r\n"));
      return { target: { endpoint: url }, expect: { value: held, requests: 0 } };
    },
  };
}

/** I9: what a header cannot carry. */
export const headerRows: readonly Row[] = [
  row("I9", "header values with CR, LF, NUL, é, 日", [
    headerCase("a header", "CacheControl", (CacheControl) => ({ CacheControl })),
    headerCase("metadata", "Metadata", (value) => ({ Metadata: { note: value } })),
    headerCase("names of metadata", "Metadata", (name) => ({ Metadata: { [name]: "note" } })),
  ]),
];
