import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { metadataSettings } from "../../packages/core/src/config/settings-table.ts";
import { root } from "../root.ts";
import { interfaceMembers } from "./interface-members.ts";
import { metadataMeanings } from "./other-settings.ts";
import { configurationPage } from "./page.ts";

const clientConfig = "packages/core/src/config/client-config.ts";
const committed = readFileSync(join(root, "docs/configuration.md"), "utf8");

describe("docs/configuration.md", () => {
  test("is what pnpm docs:config writes", async () => {
    expect(committed).toBe(await configurationPage());
  });

  test("has every client option, and each says what it means", () => {
    const members = [
      ...interfaceMembers(clientConfig, "ClientConfig"),
      ...interfaceMembers(clientConfig, "S3Config"),
      ...interfaceMembers("packages/core/src/http/messages.ts", "Timeouts"),
    ];
    expect(members.length).toBeGreaterThan(45);
    for (const { name, meaning } of members) {
      const names = [name, `s3.${name}`, `timeouts.${name}`].map((one) => `| \`${one}\` `);
      expect(names.some((one) => committed.includes(one))).toBe(true);
      expect(`${name}: ${meaning}`).toMatch(/: .*[.)`]$/);
    }
  });

  test("has every variable that the core names", () => {
    const named = new Set(sources().flatMap((text) => text.match(/\bAWS_[A-Z0-9_]*[A-Z0-9]\b/g) ?? []));
    expect(named.size).toBeGreaterThan(25);
    for (const variable of named) expect(committed).toContain(`\`${variable}`);
  });

  test("describes the settings of the metadata service, and no others", () => {
    expect(Object.keys(metadataMeanings).sort()).toEqual(Object.keys(metadataSettings).sort());
  });
});

/** The core's own code. */
function sources(): string[] {
  const folder = join(root, "packages/core/src");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !/\.(test|fixture)\.ts$/.test(path))
    .map((path) => readFileSync(join(folder, path), "utf8"));
}
