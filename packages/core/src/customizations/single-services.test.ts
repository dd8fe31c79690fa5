import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { recordingClient } from "../pipeline/recording-client.fixture.ts";
import {
  awsJson,
  cloudSearchDomain,
  ec2,
  ec2Query,
  glacier,
  machineLearning,
  openRequestBody,
  restJson,
  s3Control,
  standardEndpoint,
  type Operation,
  type Service,
} from "../service.ts";

const about = {
  apiVersion: "2012-06-01",
  signingName: "x",
  endpointPrefix: "x",
  endpoint: standardEndpoint("x"),
};
const sha256 = (...parts: (string | Uint8Array)[]): Buffer => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};

describe("uploads to Glacier", () => {
  const service: Service<"Glacier"> = {
    ...about,
    id: "Glacier",
    protocol: restJson,
    customizations: [glacier],
  };
  const UploadArchive: Operation<"Glacier", { accountId?: string; checksum?: string; body?: unknown }, {}> = {
    name: "UploadArchive",
    http: "POST /{accountId}/archives",
    input: {
      structure: {
        accountId: { shape: "string", uri: "accountId" },
        checksum: { shape: "string", header: "x-amz-sha256-tree-hash" },
        body: { shape: "blob", payload: true },
      },
      required: ["accountId"],
    },
    streamInput: openRequestBody,
  };
  const upload = async (input: { checksum?: string; body?: unknown }) => {
    const { client, requests } = recordingClient(service, () => ({}));
    await client.send(UploadArchive, input);
    return requests[0]!;
  };
  const mebibyte = 1_048_576;
  const leaf = (size: number, value: number): Uint8Array => new Uint8Array(size).fill(value);
  const leaves = [leaf(mebibyte, 1), leaf(mebibyte, 2), leaf(10, 3)];
  const large = Buffer.concat(leaves);
  const [one, two, three] = leaves.map((bytes) => sha256(bytes));
  const root = sha256(sha256(one!, two!), three!).toString("hex");

  it.each<[string, unknown, string, string]>([
    ["text", "hello", sha256("hello").toString("hex"), sha256("hello").toString("hex")],
    ["nothing", undefined, sha256("").toString("hex"), sha256("").toString("hex")],
    ["three leaves", large, sha256(large).toString("hex"), root],
    ["a stream", (async function* () { yield* leaves; })(), sha256(large).toString("hex"), root],
  ])("have checksums: %s", async (_, body, linear, tree) => {
    const { headers, url } = await upload({ ...(body !== undefined && { body }) });
    expect(headers).toMatchObject({ "x-amz-content-sha256": linear, "x-amz-sha256-tree-hash": tree, "x-amz-glacier-version": "2012-06-01" });
    expect(headers["authorization"]).toContain("x-amz-content-sha256");
    expect(url).toContain("/-/archives");
  }); // prettier-ignore

  it("keep a tree hash of the caller's", async () => {
    expect((await upload({ body: "a", checksum: "mine" })).headers["x-amz-sha256-tree-hash"]).toBe("mine");
  });
});

describe("Machine Learning", () => {
  const service: Service<"Machine Learning"> = {
    ...about,
    id: "Machine Learning",
    targetPrefix: "AmazonML",
    protocol: awsJson,
    customizations: [machineLearning],
  };
  const Predict: Operation<"Machine Learning", { PredictEndpoint: string }, {}> = {
    name: "Predict",
    input: { structure: { PredictEndpoint: "string" } },
  };

  it("predicts at the endpoint of the model", async () => {
    const { client, requests } = recordingClient(service, () => ({}));
    await client.send(Predict, { PredictEndpoint: "https://realtime.example.com" });
    expect(requests[0]!.url).toBe("https://realtime.example.com/");
  });

  it.each(["realtime.example.com", "https://user@evil/", "ftp://x"])(
    "refuses %j",
    async (PredictEndpoint) => {
      const { client, requests } = recordingClient(service, () => ({}));
      await expect(client.send(Predict, { PredictEndpoint })).rejects.toMatchObject({ name: "ConfigError" });
      expect(requests).toEqual([]);
    },
  );
});

it("CloudSearch sends searches as signed forms", async () => {
  const service: Service<"CloudSearch Domain"> = {
    ...about,
    id: "CloudSearch Domain",
    protocol: restJson,
    customizations: [cloudSearchDomain],
  };
  const Search: Operation<"CloudSearch Domain", { query: string }, {}> = {
    name: "Search",
    http: "GET /2013-01-01/search?format=sdk&pretty=true",
    input: { structure: { query: { shape: "string", querystring: "q" } } },
  };
  const { client, requests } = recordingClient(service, () => ({}));
  await client.send(Search, { query: "star wars" });
  const { method, url, headers, body } = requests[0]!;
  expect([method, new URL(url).pathname, new URL(url).search]).toEqual(["POST", "/2013-01-01/search", ""]);
  expect(headers["content-type"]).toBe("application/x-www-form-urlencoded");
  expect(Object.fromEntries(new URLSearchParams(new TextDecoder().decode(body as Uint8Array)))).toEqual({
    format: "sdk",
    pretty: "true",
    q: "star wars",
  });
});

it("EC2 hands over a console's output as text", async () => {
  const service: Service<"EC2"> = { ...about, id: "EC2", protocol: ec2Query, customizations: [ec2] };
  const GetConsoleOutput: Operation<"EC2", {}, { Output?: string }> = {
    name: "GetConsoleOutput",
    output: { structure: { Output: { shape: "string", locationName: "output" } } },
  };
  const read = async (output: string) => {
    const body = `<GetConsoleOutputResponse><output>${output}</output></GetConsoleOutputResponse>`;
    return (await recordingClient(service, () => ({ body })).client.send(GetConsoleOutput)).Output;
  };
  expect(await read(Buffer.from("Linux §").toString("base64"))).toBe("Linux §");
  expect(await read("§ no base64")).toBe("§ no base64");
});

describe("S3 Control", () => {
  const service: Service<"S3 Control"> = {
    ...about,
    id: "S3 Control",
    protocol: restJson,
    customizations: [s3Control],
  };
  const member = { shape: "string", querystring: "name" } as const;
  const structure = {
    AccountId: { shape: "string", header: "x-amz-account-id" },
    Bucket: member,
    Name: member,
  } as const;
  const operation = (name: string): Operation<"S3 Control", Record<string, string>, {}> => ({
    name,
    http: "GET /",
    input: { structure },
  });
  const arn = "arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-1/accesspoint/ap";

  it.each<[string, Record<string, string>, string | undefined]>([
    ["GetBucket", { Bucket: arn }, "123456789012"],
    ["GetAccessPoint", { Name: arn }, "123456789012"],
    ["GetAccessPoint", { Name: arn, AccountId: "999999999999" }, "999999999999"],
    ["GetAccessPoint", { Name: "plain" }, undefined],
    ["CreateAccessPoint", { Name: arn }, undefined],
  ])("%s of %j is for account %s", async (name, input, account) => {
    const { client, requests } = recordingClient(service, () => ({}));
    await client.send(operation(name), input);
    expect(requests[0]!.headers["x-amz-account-id"]).toBe(account);
  });
});
