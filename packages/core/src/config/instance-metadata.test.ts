import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { HttpRequest, TransportOptions } from "../http/messages.ts";
import { createEnvironment } from "./environment-node.ts";
import { openInstanceMetadata } from "./instance-metadata.ts";
import { metadataSettings } from "./settings-table.ts";

const home = mkdtempSync(join(tmpdir(), "metadata-"));
afterAll(() => rmSync(home, { recursive: true }));
const file = join(home, "config");

/** What a service that always fails sees: where it was asked, how long the client waits, and how often it asks. */
interface Seen {
  host: string;
  timeout: number;
  attempts: number;
}

async function ask(variables: Record<string, string>, keys = "", profile?: string): Promise<Seen> {
  writeFileSync(file, keys);
  const requests: (HttpRequest & TransportOptions)[] = [];
  const read = await openInstanceMetadata({
    environment: createEnvironment({ HOME: home, AWS_CONFIG_FILE: file, ...variables }),
    profile,
    transport: {
      handle: async (request, options) => {
        requests.push({ ...request, ...options });
        return { status: 500, headers: {}, body: new Uint8Array() };
      },
    },
  });
  await expect(read!("/x")).rejects.toThrow("HTTP 500");
  const [{ url, timeouts }] = requests as [(typeof requests)[0]];
  return { host: url.replace("/latest/api/token", ""), timeout: timeouts.connect, attempts: requests.length };
}

const initial: Seen = { host: "http://169.254.169.254", timeout: 1_000, attempts: 3 };
const ipv6 = "http://[fd00:ec2::254]";

type Sample = [text: string, seen: Partial<Seen>];
const rows: Record<string, [variable: string, ofVariable: Sample, ofProfile: Sample]> = {
  ec2_metadata_service_endpoint: [
    "AWS_EC2_METADATA_SERVICE_ENDPOINT",
    ["http://127.0.0.1:1338/", { host: "http://127.0.0.1:1338" }],
    ["http://[::1]/base", { host: "http://[::1]/base" }],
  ],
  ec2_metadata_service_endpoint_mode: [
    "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE",
    ["IPv6", { host: ipv6 }],
    ["ipv4", {}],
  ],
  imds_use_ipv6: ["AWS_IMDS_USE_IPV6", ["True", { host: ipv6 }], ["false", {}]],
  metadata_service_timeout: [
    "AWS_METADATA_SERVICE_TIMEOUT",
    ["5", { timeout: 5_000 }],
    ["7", { timeout: 7_000 }],
  ],
  metadata_service_num_attempts: [
    "AWS_METADATA_SERVICE_NUM_ATTEMPTS",
    ["1", { attempts: 1 }],
    ["2", { attempts: 2 }],
  ],
};

test("every setting of the table has a row here", () => {
  expect(Object.keys(rows).sort()).toEqual(Object.keys(metadataSettings).sort());
});

describe.each(Object.entries(rows))("%s", (key, [variable, ofVariable, ofProfile]) => {
  const lines = (sample: Sample): string => `${key} = ${sample[0]}\n`;
  const variables = { [variable]: ofVariable[0] };

  test.each<[source: string, Parameters<typeof ask>, Partial<Seen>]>([
    ["default", [{}], {}],
    ["default, with an empty variable and key", [{ [variable]: "" }, `[default]\n${key} =`], {}],
    ["profile", [{}, `[default]\n${lines(ofVariable)}`], ofVariable[1]],
    [
      "profile named in the code",
      [{}, `[default]\n${lines(ofProfile)}[profile b]\n${lines(ofVariable)}`, "b"],
      ofVariable[1],
    ],
    ["variable", [variables], ofVariable[1]],
    ["variable before profile", [variables, `[default]\n${lines(ofProfile)}`], ofVariable[1]],
  ])("%s", async (_, given, seen) => {
    expect(await ask(...given)).toEqual({ ...initial, ...seen });
  });
});

test("the endpoint wins over the mode, the mode over the older IPv6 setting", async () => {
  const variables = { AWS_IMDS_USE_IPV6: "true", AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: "ipv4" };
  expect((await ask(variables)).host).toBe(initial.host);
  const endpoint = { AWS_EC2_METADATA_SERVICE_ENDPOINT: "http://a" };
  expect((await ask({ ...endpoint, AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: "ipv6" })).host).toBe("http://a");
});
