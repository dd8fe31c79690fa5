import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Protocol } from "../protocols/protocol.ts";
import type { ClientConfig } from "./client-config.ts";
import { createEnvironment } from "./environment-node.ts";
import { resolveConfig } from "./settings.ts";

const home = mkdtempSync(join(tmpdir(), "endpoint-url-"));
afterAll(() => rmSync(home, { recursive: true }));
let files = 0;

async function endpointOf(
  service: string,
  file: string,
  variables: Record<string, string>,
  config: ClientConfig = {},
): Promise<string | undefined> {
  const path = join(home, String(files++));
  writeFileSync(path, file);
  const environment = createEnvironment({ HOME: home, AWS_CONFIG_FILE: path, ...variables });
  const resolved = await resolveConfig(
    config,
    { id: service, protocol: { name: "json" } as Protocol },
    environment,
  );
  return resolved.endpoint;
}

describe("service names", () => {
  test.each([
    ["S3", "AWS_ENDPOINT_URL_S3", "s3"],
    ["DynamoDB", "AWS_ENDPOINT_URL_DYNAMODB", "dynamodb"],
    ["Application Auto Scaling", "AWS_ENDPOINT_URL_APPLICATION_AUTO_SCALING", "application_auto_scaling"],
    ["CodeStar connections", "AWS_ENDPOINT_URL_CODESTAR_CONNECTIONS", "codestar_connections"],
    ["ARC - Region switch", "AWS_ENDPOINT_URL_ARC___REGION_SWITCH", "arc___region_switch"],
  ])("%s", async (service, variable, block) => {
    expect(await endpointOf(service, "", { [variable]: "http://variable" })).toBe("http://variable");
    const file = `[default]\nservices = s\n[services s]\n${block} =\n  endpoint_url = http://block\n`;
    expect(await endpointOf(service, file, {})).toBe("http://block");
    expect(await endpointOf("Other", file, {})).toBeUndefined();
  });

  test("empty values are skipped", async () => {
    const file =
      "[default]\nendpoint_url = http://profile\nservices = s\n[services s]\ns3 =\n  endpoint_url =\n";
    const variables = { AWS_ENDPOINT_URL_S3: "", AWS_ENDPOINT_URL: "" };
    expect(await endpointOf("S3", file, variables)).toBe("http://profile");
  });
});

interface Suite {
  profiles: Record<string, Record<string, string>>;
  services: Record<string, Record<string, Record<string, string>>>;
  client_configs: Record<string, { endpoint_url?: string; ignore_configured_endpoint_urls?: boolean }>;
  environments: Record<string, Record<string, string>>;
  endpointUrlTests: { name: string; profile: string; client_config: string; environment: string; service: string; output: { endpointUrl: string } }[]; // prettier-ignore
}

const vectors = resolve(
  import.meta.dirname,
  "../../../..",
  process.env["INIA_CONFORMANCE"] ?? "../shared/conformance",
  "config/configured-endpoint-urls.json",
);
const suites: Suite[] = existsSync(vectors) ? JSON.parse(readFileSync(vectors, "utf8")).testSuites : [];

describe.skipIf(!suites.length)(`published cases of ${vectors}`, () => {
  for (const { profiles, services, client_configs, environments, endpointUrlTests } of suites) {
    let file = "";
    for (const [name, keys] of Object.entries(profiles)) {
      file += `[profile ${name}]\n${Object.entries(keys).map(([key, value]) => `${key} = ${value}\n`).join("")}`; // prettier-ignore
    }
    for (const [name, blocks] of Object.entries(services)) {
      file += `[services ${name}]\n`;
      for (const [service, { endpoint_url }] of Object.entries(blocks)) {
        file += `${service} =\n  endpoint_url = ${endpoint_url}\n`;
      }
    }
    test.each(endpointUrlTests.map((row) => [row.name, row] as const))("%s", async (_, row) => {
      const { endpoint_url: endpoint, ignore_configured_endpoint_urls: ignore } =
        client_configs[row.client_config]!;
      const found = await endpointOf(row.service, file, environments[row.environment]!, {
        profile: row.profile,
        ...(endpoint && { endpoint }),
        ...(ignore && { ignoreConfiguredEndpointUrls: ignore }),
      });
      const usual = row.output.endpointUrl === "https://s3.fake-region-10.amazonaws.com";
      expect(found).toBe(usual ? undefined : row.output.endpointUrl);
    });
  }
});
