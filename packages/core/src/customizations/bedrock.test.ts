import { describe, expect, it } from "vitest";
import { createEnvironment } from "../config/environment-node.ts";
import { Client, type ClientConfig, type HttpRequest } from "../index.ts";
import { bearer, bedrock, restJson, standardEndpoint, type Operation, type Service } from "../service.ts";

const ListModels: Operation<"Bedrock", {}, {}> = { name: "ListModels", http: "GET /models" };

const service: Service<"Bedrock"> = {
  id: "Bedrock",
  apiVersion: "2023-04-20",
  endpointPrefix: "bedrock",
  signingName: "bedrock",
  auth: ["sigv4", "bearer"],
  protocol: restJson,
  endpoint: standardEndpoint("bedrock"),
  signers: { bearer },
  customizations: [bedrock],
};

async function authorization(variables: Record<string, string>, config: ClientConfig = {}): Promise<string> {
  let sent: HttpRequest | undefined;
  const client = new Client(service, {
    region: "us-east-1",
    credentials: { accessKeyId: "AKID", secretAccessKey: "canary-secret" },
    environment: createEnvironment({
      AWS_CONFIG_FILE: "/nowhere",
      AWS_SHARED_CREDENTIALS_FILE: "/nowhere",
      ...variables,
    }),
    transport: {
      async handle(request) {
        sent = request;
        return { status: 200, headers: {}, body: new Uint8Array() };
      },
    },
    ...config,
  });
  await client.send(ListModels);
  return sent!.headers["authorization"]!;
}

const key = { AWS_BEARER_TOKEN_BEDROCK: "api-key" };

describe("an API key of Bedrock in the environment", () => {
  it("wins over credentials", async () => {
    expect(await authorization(key)).toBe("Bearer api-key");
    expect(await authorization({})).toContain("AWS4-HMAC-SHA256");
  });

  it("wins over a preference in the environment, not over one in code", async () => {
    expect(await authorization({ ...key, AWS_AUTH_SCHEME_PREFERENCE: "sigv4" })).toBe("Bearer api-key");
    expect(await authorization(key, { authSchemePreference: ["sigv4"] })).toContain("AWS4-HMAC-SHA256");
  });

  it("is what the preferred scheme takes, under the name that the SDKs share", async () => {
    expect(await authorization(key, { authSchemePreference: ["httpBearerAuth"] })).toBe("Bearer api-key");
  });
});
