import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { startLocalServices, type LocalServices } from "./local-services.ts";
import { runScenario } from "./run-scenario.ts";
import type { Scenario } from "./scenario.ts";
import { assumeRole } from "./scenarios/assume-role.ts";
import { cache } from "./scenarios/cache.ts";
import { container } from "./scenarios/container.ts";
import { environment } from "./scenarios/environment.ts";
import { instanceMetadata } from "./scenarios/instance-metadata.ts";
import { login } from "./scenarios/login.ts";
import { order } from "./scenarios/order.ts";
import { credentialProcess } from "./scenarios/process.ts";
import { sharedFiles } from "./scenarios/shared-files.ts";
import { sso } from "./scenarios/sso.ts";
import { webIdentityRole } from "./scenarios/web-identity.ts";

const all: readonly Scenario[] = [
  ...environment,
  ...sharedFiles,
  ...assumeRole,
  ...webIdentityRole,
  ...credentialProcess,
  ...sso,
  ...login,
  ...container,
  ...instanceMetadata,
  ...order,
  ...cache,
];

const homes = mkdtempSync(join(tmpdir(), "credentials-"));
let services: LocalServices;

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  services = await startLocalServices();
});

afterAll(async () => {
  vi.useRealTimers();
  await services.stop();
  rmSync(homes, { recursive: true, force: true });
});

const providers = [...new Set(all.map(({ provider }) => provider))];

describe(`${all.length} scenarios of ${providers.length} sources of credentials`, () => {
  test("no two have one name", () => {
    const names = all.map(({ provider, name }) => `${provider}: ${name}`);
    expect(names.filter((name, n) => names.indexOf(name) !== n)).toEqual([]);
  });

  describe.each(providers)("%s", (provider) => {
    const rows = all.filter((scenario) => scenario.provider === provider);
    test.each(rows.map((scenario) => [scenario.kind, scenario.name, scenario] as const))(
      "%s: %s",
      async (_kind, _name, scenario) => {
        const home = join(homes, String(all.indexOf(scenario)));
        await expect(runScenario(scenario, services, home)).resolves.toBeUndefined();
      },
    );
  });
});
