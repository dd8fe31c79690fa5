import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { row, type Case, type Expectation, type Row } from "../row.ts";
import type { Sdk } from "../sdk/sdk.ts";
import { whole } from "../server/replies.ts";
import {
  bombLimit,
  bombMemory,
  refused,
  samplesCase,
  withinLimit,
  type Parsed,
  type Sample,
} from "./f-samples.ts";

const megabyte = 2 ** 20;

const listObjects: Parsed = {
  service: "s3",
  operation: "ListObjectsV2",
  input: { Bucket: "bucket" },
  headers: "content-type: application/xml\r\n",
};

/** A listing with something in it. */
const listing = (inner: string, before = ""): string =>
  `<?xml version="1.0" encoding="UTF-8"?>${before}<ListBucketResult>${inner}<Name>bucket</Name></ListBucketResult>`;

/** A body that wants to do harm: a call that reads it ends soon, and with little memory. */
function bombCase(
  name: string,
  body: () => string,
  expect: Expectation,
  look?: (output: any) => unknown,
): Case {
  return {
    name,
    services: ["s3"],
    loopLimit: bombLimit,
    async run(sdk: Sdk, { endpoint }: { endpoint: string }) {
      const client = sdk.client("s3", { endpoint, maxAttempts: 1 });
      const output = await withinLimit(() => client.call("ListObjectsV2", { Bucket: "bucket" }));
      return look === undefined ? output : look(output);
    },
    memoryLimit: () => bombMemory(body()),
    async start(kit) {
      const { url } = await kit.serve(whole(body(), listObjects.headers));
      return { target: { endpoint: url }, expect: { requests: 1, ...expect } };
    },
  };
}

function laughs(): string {
  let entities = '<!ENTITY lol0 "lol">';
  for (let level = 1; level < 10; level++)
    entities += `<!ENTITY lol${level} "${`&lol${level - 1};`.repeat(10)}">`;
  return listing("<Prefix>&lol9;</Prefix>", `<!DOCTYPE ListBucketResult [${entities}]>`);
}

function quadratic(): string {
  const entity = `<!ENTITY long "${"x".repeat(100_000)}">`;
  return listing(`<Prefix>${"&long;".repeat(20_000)}</Prefix>`, `<!DOCTYPE ListBucketResult [${entity}]>`);
}

/** An entity outside of the document: a file, or something to fetch. */
function externalCase(name: string, kind: "file" | "http"): Case {
  return {
    name,
    services: ["s3"],
    fast: true,
    run: (sdk, { endpoint }: { endpoint: string }) =>
      sdk.client("s3", { endpoint, maxAttempts: 1 }).call("ListObjectsV2", { Bucket: "bucket" }),
    async start(kit) {
      const canary = `canary-${randomUUID()}`;
      const file = join(await kit.folder(), "canary");
      await writeFile(file, canary);
      const other = await kit.serve(whole(canary));
      const source = kind === "file" ? `file://${file}` : `${other.url}/canary`;
      const type = `<!DOCTYPE ListBucketResult [<!ENTITY outside SYSTEM "${source}">]>`;
      const { url } = await kit.serve(
        whole(listing("<Prefix>&outside;</Prefix>", type), listObjects.headers),
      );
      return {
        target: { endpoint: url },
        expect: {
          faults: ["Parse"],
          requests: 1,
          check({ outcome, output }) {
            if (other.connections > 0) return "the entity was fetched";
            return JSON.stringify(outcome).includes(canary) || output.includes(canary)
              ? "the file was read"
              : undefined;
          },
        },
      };
    },
  };
}

const count = 1_000_000;
const siblings = (): string => listing("<a/>".repeat(count));
const listOfKeys = (): string => listing("<Contents><Key>k</Key></Contents>".repeat(count / 10));
const longText = (): string => listing(`<Prefix>${"parcel ".repeat((10 * megabyte) / 7)}</Prefix>`);
const quotes = (): string => listing(`<Prefix>${"&quot;".repeat(count)}</Prefix>`);
const deep = (): string => listing("<a>".repeat(100_000) + "</a>".repeat(100_000));

const named = { Name: "bucket" };

const inherited = ["__proto__", "constructor", "toString", "hasOwnProperty"];

const unclosedCases: Readonly<Record<string, Sample>> = {
  mismatched: { body: "<ListBucketResult><Name>bucket</Prefix></ListBucketResult>", right: [refused] },
  crossed: {
    body: "<ListBucketResult><Contents><Key>k</Contents></Key></ListBucketResult>",
    right: [refused],
  },
  unclosed: { body: "<ListBucketResult><Name>bucket</Name>", right: [refused] },
  "an end alone": { body: "</ListBucketResult>", right: [refused] },
  "text after the root": {
    body: "<ListBucketResult><Name>bucket</Name></ListBucketResult>more",
    right: [refused],
  },
  "an element after the root": { body: "<ListBucketResult></ListBucketResult><More/>", right: [refused] },
  "two roots": { body: "<ListBucketResult/><ListBucketResult/>", right: [refused] },
  "no root": { body: '<?xml version="1.0"?>', right: [refused] },
  "space after the root": {
    body: "<ListBucketResult><Name>bucket</Name></ListBucketResult>\n",
    right: [named],
  },
};

const reference = (text: string, ...right: unknown[]): Sample => ({
  body: `<ListBucketResult><Prefix>${text}</Prefix></ListBucketResult>`,
  right,
});

const referenceCases: Readonly<Record<string, Sample>> = {
  "&bogus;": reference("&bogus;", refused),
  "&#0;": reference("&#0;", refused),
  "&#xFFFFFF;": reference("&#xFFFFFF;", refused),
  "&#xD800;": reference("&#xD800;", refused),
  "&#x1F600;": reference("&#x1F600;", { Prefix: "😀" }),
  "&toString;": reference("&toString;", refused),
  "the five": reference("&lt;&gt;&amp;&quot;&apos;&#65;&#x42;", { Prefix: "<>&\"'AB" }),
  "not twice": reference("&amp;lt;", { Prefix: "&lt;" }),
};

/** Whether objects have what a body wanted to give them. */
function unpolluted(output: unknown): unknown {
  return { output, polluted: (Object.prototype as { polluted?: unknown }).polluted ?? null };
}

const inheritedCases: Readonly<Record<string, Sample>> = {
  elements: {
    body: listing(inherited.map((name) => `<${name}><polluted>true</polluted></${name}>`).join("")),
    right: [{ output: named, polluted: null }],
  },
  attributes: {
    body: listing(`<a ${inherited.map((name) => `${name}="polluted"`).join(" ")}/>`),
    right: [{ output: named, polluted: null }],
  },
  "in a list": {
    body: listing(
      `<Contents><Key>k</Key>${inherited.map((name) => `<${name}>x</${name}>`).join("")}</Contents>`,
    ),
    right: [{ output: { ...named, Contents: [{ Key: "k" }] }, polluted: null }],
  },
};

/** F1 to F8: XML. */
export const xmlRows: readonly Row[] = [
  row("F1", "billion laughs", [bombCase("ten levels", laughs, { faults: ["Parse"] })]),
  row("F2", "quadratic entities", [bombCase("2 GB of text", quadratic, { faults: ["Parse"] })]),
  row("F3", "external entities", [externalCase("file", "file"), externalCase("http", "http")]),
  row("F4", "XML 100,000 levels deep", [
    bombCase("unknown elements", deep, { value: named, faults: ["Parse"] }),
  ]),
  row("F5", "large XML", [
    bombCase("1,000,000 siblings", siblings, { value: named }),
    bombCase("100,000 keys", listOfKeys, { value: [count / 10, "k"] }, ({ Contents }) => [
      Contents.length,
      Contents.at(-1).Key,
    ]),
    bombCase(
      "10 MB of text",
      longText,
      { value: [longText().length - listing("<Prefix></Prefix>").length, "parcel "] },
      ({ Prefix }) => [Prefix.length, Prefix.slice(-7)],
    ),
    bombCase("1,000,000 references", quotes, { value: [count, '"'] }, ({ Prefix }) => [
      Prefix.length,
      Prefix.at(-1),
    ]),
  ]),
  row("F6", "XML with names that objects inherit", [
    samplesCase("elements and attributes", { ...listObjects, look: unpolluted }, inheritedCases),
  ]),
  row("F7", "references", [samplesCase("known and unknown", listObjects, referenceCases)]),
  row("F8", "XML that is not well-formed", [samplesCase("tags and roots", listObjects, unclosedCases)]),
];
