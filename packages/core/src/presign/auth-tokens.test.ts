import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  dsqlAuthToken,
  eksAuthToken,
  elastiCacheAuthToken,
  memoryDbAuthToken,
  rdsAuthToken,
} from "../presign.ts";
import { clientOf, credentials, s3Service } from "./presign.fixture.ts";

beforeEach(() => void vi.useFakeTimers({ now: new Date("2016-11-07T17:39:33Z"), toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

const who = { credentials: { accessKeyId: "akid", secretAccessKey: "canary-secret" }, region: "us-east-1" };

/** Host, parameters before those of the signature, and the scope of a token. */
function read(token: string): unknown {
  const { host, searchParams } = new URL(`https://${token}`);
  const all = [...searchParams];
  const own = all.slice(
    0,
    all.findIndex(([name]) => name === "X-Amz-Algorithm"),
  );
  const scope = searchParams.get("X-Amz-Credential")!.split("/").slice(2).join("/");
  return [host, Object.fromEntries(own), scope, searchParams.get("X-Amz-Expires")];
}

describe("tokens", () => {
  it("of RDS are good for 15 minutes and begin with the host", async () => {
    const token = await rdsAuthToken({ ...who, hostname: "prod.us-east-1.rds.amazonaws.com", port: 3306, username: "some User" }); // prettier-ignore
    expect(token).toMatch(/^prod\.us-east-1\.rds\.amazonaws\.com:3306\/\?Action=connect&DBUser=some%20User&/);
    expect(read(token)).toEqual([
      "prod.us-east-1.rds.amazonaws.com:3306",
      { Action: "connect", DBUser: "some User" },
      "us-east-1/rds-db/aws4_request",
      "900",
    ]);
  });

  it("of DSQL are for a user or for the administrator", async () => {
    const hostname = "abc.dsql.us-east-1.on.aws";
    const scope = "us-east-1/dsql/aws4_request";
    expect(read(await dsqlAuthToken({ ...who, hostname }))).toEqual([
      hostname,
      { Action: "DbConnect" },
      scope,
      "900",
    ]);
    expect(read(await dsqlAuthToken({ ...who, hostname, admin: true, expiresIn: 60 }))).toEqual([
      hostname,
      { Action: "DbConnectAdmin" },
      scope,
      "60",
    ]);
  });

  it("of caches are for their names", async () => {
    const token = await elastiCacheAuthToken({
      ...who,
      cacheName: "Sessions",
      username: "app",
      serverless: true,
    });
    const parameters = { Action: "connect", User: "app", ResourceType: "ServerlessCache" };
    expect(read(token)).toEqual(["sessions", parameters, "us-east-1/elasticache/aws4_request", "900"]);
    const other = await memoryDbAuthToken({ ...who, clusterName: "ledger", username: "app" });
    expect(read(other)).toEqual([
      "ledger",
      { Action: "connect", User: "app" },
      "us-east-1/memorydb/aws4_request",
      "900",
    ]);
  });

  it("of EKS name the cluster in a signed header", async () => {
    const token = await eksAuthToken({ ...who, clusterName: "prod", region: "cn-north-1" });
    const [, prefix, text] = /^(k8s-aws-v1\.)([\w-]+)$/.exec(token)!;
    const url = Buffer.from(text!, "base64url").toString();
    expect(prefix).toBe("k8s-aws-v1.");
    expect(url).toMatch(
      /^https:\/\/sts\.cn-north-1\.amazonaws\.com\.cn\/\?Action=GetCallerIdentity&Version=2011-06-15&/,
    );
    expect(new URL(url).searchParams.get("X-Amz-SignedHeaders")).toBe("host;x-k8s-aws-id");
    expect(new URL(url).searchParams.get("X-Amz-Expires")).toBe("60");
  });

  it("take credentials and region of a client", async () => {
    const client = clientOf(s3Service);
    const [token, eks] = [
      await dsqlAuthToken({ client, hostname: "h" }),
      await eksAuthToken({ client, clusterName: "c" }),
    ];
    expect(token).toContain(`X-Amz-Credential=${credentials.accessKeyId}%2F20161107%2Fus-east-1`);
    expect(Buffer.from(eks.slice(11), "base64url").toString()).toContain(
      "https://sts.us-east-1.amazonaws.com/",
    );
  });
});
