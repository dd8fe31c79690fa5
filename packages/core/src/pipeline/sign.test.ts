import { describe, expect, it } from "vitest";
import { createEnvironment } from "../config/environment-node.ts";
import { Client, type AuthScheme, type ClientConfig, type HttpRequest } from "../index.ts";
import { awsQuery, restJson, sigv2, sigv4a, type Operation, type Service } from "../service.ts";

const Ping: Operation<"Pulse", { Text?: string }, {}> = {
  name: "Ping",
  http: "POST /",
  input: { structure: { Text: "string" } },
};

/** Sends one request to an endpoint that offers schemes, and gives it back. */
async function sent(
  service: Partial<Service<"Pulse">>,
  authSchemes: AuthScheme[] | undefined,
  config: ClientConfig = {},
  variables: Record<string, string> = {},
): Promise<HttpRequest> {
  let request: HttpRequest | undefined;
  const client = new Client(
    {
      id: "Pulse",
      apiVersion: "2024-05-01",
      endpointPrefix: "pulse",
      signingName: "pulse",
      protocol: restJson,
      endpoint: () => ({
        url: "https://pulse.example.com",
        ...(authSchemes && { properties: { authSchemes } }),
      }),
      ...service,
    } as Service<"Pulse">,
    {
      region: "eu-west-1",
      credentials: { accessKeyId: "AKID", secretAccessKey: "canary-secret" },
      environment: createEnvironment({
        AWS_CONFIG_FILE: "/nowhere",
        AWS_SHARED_CREDENTIALS_FILE: "/nowhere",
        ...variables,
      }),
      transport: {
        async handle(given) {
          request = given;
          return { status: 200, headers: {}, body: new Uint8Array() };
        },
      },
      ...config,
    },
  );
  await client.send(Ping, { Text: "a b" });
  return request!;
}

const global: AuthScheme = { name: "sigv4a", signingName: "pulse", signingRegionSet: ["*"] };
const signers = { sigv4a };

describe("auth schemes", () => {
  it("are taken in the order of the endpoint, then of the model, as far as there is a signer", async () => {
    const algorithm = async (...given: Parameters<typeof sent>): Promise<string> =>
      (await sent(...given)).headers["authorization"]!.split(" ")[0]!;
    expect(await algorithm({ signers }, [global, { name: "sigv4" }])).toBe("AWS4-ECDSA-P256-SHA256");
    expect(await algorithm({}, [global, { name: "sigv4" }])).toBe("AWS4-HMAC-SHA256");
    expect(await algorithm({ signers, auth: ["sigv4a", "sigv4"] }, undefined)).toBe("AWS4-ECDSA-P256-SHA256");
    const both = { signers, auth: ["sigv4", "sigv4a"] };
    expect(await algorithm(both, undefined)).toBe("AWS4-HMAC-SHA256");
    expect(await algorithm(both, undefined, { authSchemePreference: ["sigv4a"] })).toBe(
      "AWS4-ECDSA-P256-SHA256",
    );
  });

  it("sigv4a: the region set is the configured one, else the endpoint's, else all regions", async () => {
    const regionSet = async (...given: Parameters<typeof sent>): Promise<string | undefined> =>
      (await sent(...given)).headers["x-amz-region-set"];
    const set = { ...global, signingRegionSet: ["us-east-1", "us-west-2"] };
    expect(await regionSet({ signers }, [set])).toBe("us-east-1,us-west-2");
    expect(await regionSet({ signers }, [set], { sigv4aSigningRegionSet: ["eu-*"] })).toBe("eu-*");
    const variables = { AWS_SIGV4A_SIGNING_REGION_SET: "us-*, eu-west-1" };
    expect(await regionSet({ signers }, [set], {}, variables)).toBe("us-*,eu-west-1");
    expect(await regionSet({ signers, auth: ["sigv4a"] }, undefined)).toBe("*");
  });

  it("sigv4: there is no signature without a region, also for an endpoint of one's own", async () => {
    const given: ClientConfig = { region: undefined!, endpoint: "http://localhost:4566" };
    await expect(sent({}, undefined, given)).rejects.toThrow("no region; looked at");
    const scheme: AuthScheme = { name: "sigv4", signingRegion: "us-east-1" };
    expect((await sent({}, [scheme], given)).headers["authorization"]).toContain("/us-east-1/pulse/");
    expect((await sent({}, undefined, { ...given, credentials: "anonymous" })).headers).not.toHaveProperty(
      "authorization",
    );
  });

  it("v2: the parameters of the signature count into the length of the body", async () => {
    const { headers, body } = await sent(
      { protocol: awsQuery, auth: ["v2"], signers: { v2: sigv2 } },
      undefined,
    );
    expect(headers["content-length"]).toBe(String((body as Uint8Array).length));
    expect(new TextDecoder().decode(body as Uint8Array)).toMatch(
      /^Action=Ping&Version=2024-05-01&Text=a%20b&AWSAccessKeyId=AKID&.*&Signature=/,
    );
    expect(headers).not.toHaveProperty("authorization");
  });
});
