import { row, type Case, type Expectation, type Row } from "../row.ts";
import type { Sdk } from "../sdk/sdk.ts";
import type { Reply } from "../server/fault-server.ts";
import { startRegionalS3 } from "../server/regional-s3.ts";
import { whole } from "../server/replies.ts";
import { statusLine, xmlError } from "./error-answers.ts";
import { getQueueUrl } from "./queue-url.ts";

/** A redirect to another server, which must not hear of it. */
function locationCase(status: number): Case {
  return {
    name: String(status),
    run: getQueueUrl,
    fast: true,
    async start(kit) {
      const other = await kit.serve(whole("{}"));
      const server = await kit.serve(whole("", `location: ${other.url}/elsewhere\r\n`, statusLine(status)));
      return {
        target: { endpoint: server.url },
        expect: {
          faults: [`Service ${status}`],
          requests: 1,
          check: () => (other.connections === 0 ? undefined : "the redirect was followed"),
        },
      };
    },
  };
}

/** Lists a bucket of S3 itself. By default the peer follows no redirect to a region; in configuration T it is told to. */
async function listBucket(sdk: Sdk, { proxy }: { proxy: string }): Promise<unknown> {
  const client = sdk.client("s3", { proxy });
  if (sdk.name === "aws-sdk-v3" && sdk.config === "T") client.raw.config.followRegionRedirects = true;
  return client.call("ListObjectsV2", { Bucket: "bucket" });
}

const listed = whole(
  "<ListBucketResult><Name>bucket</Name></ListBucketResult>",
  "content-type: application/xml\r\n",
);

const codes: Readonly<Record<number, string>> = {
  301: "PermanentRedirect",
  307: "TemporaryRedirect",
  400: "AuthorizationHeaderMalformed",
};

function wrongRegion(status: number, region: string): Reply {
  return xmlError(status, codes[status]!, `x-amz-bucket-region: ${region}\r\n`);
}

/** The region that a request is signed for. */
function signedRegion(authorization: string | undefined): string | undefined {
  return /Credential=[^/]+\/\d+\/([^/]+)\/s3\//.exec(authorization ?? "")?.[1];
}

interface RegionCase {
  readonly name: string;
  readonly reply: Reply;
  readonly expect: Expectation;
  /** Regions of the signatures. */
  readonly signed: readonly string[];
}

/** A bucket that is, or is said to be, in another region. No request may go anywhere but to S3. */
function regionCase({ name, reply, expect, signed }: RegionCase): Case {
  return {
    name,
    services: ["s3"],
    run: listBucket,
    fast: true,
    async start(kit, { sdk, config }) {
      const { proxy, hosts, server, env } = await startRegionalS3(kit, reply);
      // Who does not follow may say so.
      const stays = sdk === "aws-sdk-v3" && config === "D";
      return {
        target: { proxy },
        env,
        expect: {
          ...expect,
          ...(stays && { faults: ["Service"] }),
          check() {
            const strange = hosts.find(
              (host) => !/^s3(\.(us-east|eu-west)-1)?\.amazonaws\.com:443$/.test(host),
            );
            if (strange !== undefined) return `a connection to ${strange}`;
            const regions = server.requests.map(({ headers }) => signedRegion(headers["authorization"]));
            if (sdk === "inia" && regions.join() !== signed.join()) return `signed for ${regions.join()}`;
            return undefined;
          },
        },
      };
    },
  };
}

/** The bucket is in `eu-west-1`. */
function moved(status: number): Case {
  const away = wrongRegion(status, "eu-west-1");
  return regionCase({
    name: `${status}, then the answer`,
    reply: (exchange) => (exchange.request.headers["host"]!.includes("eu-west-1") ? listed : away)(exchange),
    expect: { value: { Name: "bucket" }, requests: 2 },
    signed: ["us-east-1", "eu-west-1"],
  });
}

/** Both regions say that it is in the other. */
const thereAndBack = regionCase({
  name: "301 for ever",
  reply: (exchange) =>
    wrongRegion(
      301,
      exchange.request.headers["host"]!.includes("eu-west-1") ? "us-east-1" : "eu-west-1",
    )(exchange),
  expect: { faults: ["Service PermanentRedirect"], requests: 2 },
  signed: ["us-east-1", "eu-west-1"],
});

function hostileRegion(region: string): Case {
  return regionCase({
    name: region,
    reply: wrongRegion(301, region),
    expect: { faults: ["Service 301", "Validation", "Config"], requests: 1 },
    signed: ["us-east-1"],
  });
}

/** D15 to D17: answers that point elsewhere. */
export const redirectRows: readonly Row[] = [
  row("D15", "redirects with a Location", [301, 302, 307, 308].map(locationCase)),
  row("D16", "S3 buckets in another region", [...[301, 307, 400].map(moved), thereAndBack]),
  row(
    "D17",
    "regions that are hosts",
    ["evil.com/", "x@evil", "evil.com:443/#", "..", "-"].map(hostileRegion),
  ),
];
