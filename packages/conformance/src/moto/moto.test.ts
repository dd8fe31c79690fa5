/** Credentials and presigned requests end to end: against moto, which checks the signatures with botocore. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Client, ClientConfig } from "@inia/core";
import { createPresignedPost, presign, type PresignedRequest } from "@inia/core/presign";
import { createClient, type DynamicClient } from "@inia/dynamic";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createEnvironment } from "../../../core/src/config/environment-node.ts";
import { modelsData } from "../../../../scripts/models/lock.ts";
import { findMoto, startMoto, type LocalAws } from "../../../../scripts/quickstart/moto.ts";

const python = await findMoto();
if (python === undefined) console.log("moto was not found; npm run quickstart installs it.");

const home = mkdtempSync(join(tmpdir(), "moto-"));
const account = "123456789012";
const anyAction = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] }); // prettier-ignore
const anyone = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }] }); // prettier-ignore
const role = `arn:aws:iam::${account}:role/worker`;

let aws: LocalAws;
/** Keys of a user that may do everything. */
let keys: { accessKeyId: string; secretAccessKey: string };

/** A client as a program makes one that is told everything by variables and files. */
async function clientOf(
  service: string,
  variables: Record<string, string>,
  config: ClientConfig = {},
): Promise<DynamicClient> {
  return createClient(service, {
    models: modelsData(),
    region: "us-east-1",
    environment: createEnvironment({ HOME: home, AWS_ENDPOINT_URL: aws.endpoint, ...variables }),
    ...config,
  });
}

/** Lets moto check keys, tokens, signatures and policies of all requests but the first few. */
async function checkAfter(requests: number): Promise<void> {
  const answer = await fetch(`${aws.endpoint}/moto-api/reset-auth`, {
    method: "POST",
    body: String(requests),
  });
  expect(answer.status).toBe(200);
}

function writeConfig(text: string): void {
  mkdirSync(join(home, ".aws"), { recursive: true });
  writeFileSync(join(home, ".aws/config"), text);
}

const ini = ({ accessKeyId, secretAccessKey }: typeof keys): string =>
  `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;

beforeAll(async () => {
  if (python === undefined) return;
  aws = await startMoto(python);
  const iam = await clientOf(
    "iam",
    {},
    { credentials: { accessKeyId: "setup", secretAccessKey: "canary-setup" } },
  );
  await iam["createUser"]!({ UserName: "user" });
  const { AccessKey } = await iam["createAccessKey"]!({ UserName: "user" });
  keys = { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey };
  await iam["putUserPolicy"]!({ UserName: "user", PolicyName: "all", PolicyDocument: anyAction });
  await iam["createRole"]!({ RoleName: "worker", AssumeRolePolicyDocument: anyone });
  await iam["putRolePolicy"]!({ RoleName: "worker", PolicyName: "all", PolicyDocument: anyAction });
  const s3 = await clientOf("s3", {}, { credentials: keys });
  await s3["createBucket"]!({ Bucket: "box" });
}, 60_000);

afterAll(async () => {
  await aws?.stop();
  rmSync(home, { recursive: true, force: true });
});

describe.skipIf(python === undefined)("moto", () => {
  describe("credentials that STS gives, checked by the service that they are used with", () => {
    test("wrong keys are refused, so that the others prove something", async () => {
      await checkAfter(0);
      const wrong = { ...keys, secretAccessKey: "canary-wrong" };
      const sts = await clientOf("sts", {}, { credentials: wrong });
      await expect(sts["getCallerIdentity"]!()).rejects.toThrow("SignatureDoesNotMatch");
      const s3 = await clientOf("s3", {}, { credentials: { ...wrong, accessKeyId: "AKIAUNKNOWN" } });
      await expect(s3["listBuckets"]!()).rejects.toThrow("InvalidAccessKeyId");
    });

    test.each<[name: string, variables: () => Record<string, string>, endpoint: (url: string) => string]>([
      [
        "AWS_ENDPOINT_URL_STS",
        () => ({
          AWS_ENDPOINT_URL: "",
          AWS_ENDPOINT_URL_STS: aws.endpoint,
          AWS_ENDPOINT_URL_S3: aws.endpoint,
        }),
        () => "",
      ],
      ["endpoint_url of the profile", () => ({ AWS_ENDPOINT_URL: "" }), (url) => `endpoint_url = ${url}\n`],
      [
        "endpoint_url of its services section",
        () => ({ AWS_ENDPOINT_URL: "" }),
        (url) =>
          `services = local\n[services local]\nsts =\n  endpoint_url = ${url}\ns3 =\n  endpoint_url = ${url}\n`,
      ],
    ])("a role of a profile, STS by %s", async (_, variables, endpoint) => {
      writeConfig(
        `[profile base]\n${ini(keys)}[profile work]\nrole_arn = ${role}\nrole_session_name = shift\nsource_profile = base\n${endpoint(aws.endpoint)}`,
      );
      await checkAfter(0);
      const given = { AWS_PROFILE: "work", ...variables() };
      const sts = await clientOf("sts", given);
      expect((await sts["getCallerIdentity"]!()).Arn).toBe(
        `arn:aws:sts::${account}:assumed-role/worker/shift`,
      );
      const s3 = await clientOf("s3", given);
      await s3["putObject"]!({ Bucket: "box", Key: "by role", Body: "work" });
      const { Body } = await s3["getObject"]!({ Bucket: "box", Key: "by role" });
      expect(await Body.text()).toBe("work");
    });

    test("a role of a role", async () => {
      writeConfig(
        `[profile base]\n${ini(keys)}[profile one]\nrole_arn = ${role}\nsource_profile = base\n[default]\nrole_arn = ${role}\nrole_session_name = second\nsource_profile = one\n`,
      );
      await checkAfter(0);
      const sts = await clientOf("sts", {});
      expect((await sts["getCallerIdentity"]!()).Arn).toBe(
        `arn:aws:sts::${account}:assumed-role/worker/second`,
      );
    });

    test("a web identity of variables", async () => {
      writeConfig("");
      writeFileSync(join(home, "jwt"), "canary.jwt.token");
      await checkAfter(1); // the call for the role is not signed
      const sts = await clientOf("sts", {
        AWS_WEB_IDENTITY_TOKEN_FILE: join(home, "jwt"),
        AWS_ROLE_ARN: role,
        AWS_ROLE_SESSION_NAME: "pod",
      });
      expect((await sts["getCallerIdentity"]!()).Arn).toBe(`arn:aws:sts::${account}:assumed-role/worker/pod`);
      expect((await sts["getCallerIdentity"]!()).Account).toBe(account);
    });

    test("GetSessionToken", async () => {
      await checkAfter(Infinity);
      const sts = await clientOf("sts", {}, { credentials: keys });
      const { Credentials } = await sts["getSessionToken"]!({ DurationSeconds: 900 });
      const credentials = {
        accessKeyId: Credentials.AccessKeyId,
        secretAccessKey: Credentials.SecretAccessKey,
        sessionToken: Credentials.SessionToken,
        expiration: Credentials.Expiration,
      };
      expect(Credentials.Expiration.getTime()).toBeGreaterThan(Date.now());
      const seen: Record<string, string>[] = [];
      const s3 = await clientOf(
        "s3",
        {},
        {
          credentials,
          hooks: {
            attempt: [
              (next) => (call, request) => {
                seen.push(request.headers);
                return next(call, request);
              },
            ],
          },
        },
      );
      expect((await s3["listBuckets"]!()).Buckets.map(({ Name }: { Name: string }) => Name)).toEqual(["box"]);
      expect(seen[0]).toMatchObject({ "x-amz-security-token": Credentials.SessionToken });
    });
  });

  describe.each(["keys", "a session's keys and token"])("presigned with %s, sent by fetch", (whose) => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, n) => (n * 7) % 256);
    const key = `${whose}/ä b+c?d=%25`;
    let s3: DynamicClient;

    const send = (request: PresignedRequest, body?: Uint8Array<ArrayBuffer>): Promise<Response> =>
      fetch(request.url, { method: request.method, headers: request.headers, ...(body && { body }) });
    const signed = (operation: string, input: object): Promise<PresignedRequest> =>
      presign(s3, s3.operations[operation]!, { Bucket: "box", Key: key, ...input }, { expiresIn: 60 });

    beforeAll(async () => {
      await checkAfter(Infinity);
      writeConfig(`[profile base]\n${ini(keys)}[profile work]\nrole_arn = ${role}\nsource_profile = base\n`);
      s3 = await clientOf("s3", { AWS_PROFILE: whose === "keys" ? "base" : "work" });
    });

    test("PUT, then GET: the same bytes", async () => {
      const put = await signed("PutObject", { ContentType: "image/x-test" });
      expect(put.url.includes("X-Amz-Security-Token=")).toBe(whose !== "keys");
      expect((await send(put, bytes)).status).toBe(200);
      const got = await send(await signed("GetObject", {}));
      expect(got.status).toBe(200);
      expect(got.headers.get("content-type")).toBe("image/x-test");
      expect(Buffer.compare(Buffer.from(await got.arrayBuffer()), bytes)).toBe(0);
    });

    test("a form, then GET: the same bytes", async () => {
      const { url, fields } = await createPresignedPost(s3 as Client as Client<"S3">, {
        Bucket: "box",
        Key: `${whose}/form/\${filename}`,
        fields: { "Content-Type": "image/x-form" },
        conditions: [{ "Content-Type": "image/x-form" }, ["content-length-range", 1, 100_000]],
        expiresIn: 60,
      });
      expect("x-amz-security-token" in fields).toBe(whose !== "keys");
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.append(name, value);
      form.append("file", new Blob([bytes]), "upload.bin");
      expect((await fetch(url, { method: "POST", body: form })).status).toBe(204);
      const got = await send(await signed("GetObject", { Key: `${whose}/form/upload.bin` }));
      expect(Buffer.compare(Buffer.from(await got.arrayBuffer()), bytes)).toBe(0);
    });

    test("DELETE, then GET: nothing", async () => {
      expect((await send(await signed("DeleteObject", {}))).status).toBe(204);
      expect((await send(await signed("GetObject", {}))).status).toBe(404);
    });
  });
});
