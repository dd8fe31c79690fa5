import { describe, expect, it } from "vitest";
import { problemOf, type Case, type CaseFamily } from "./family.ts";

const none: readonly Case[] = [{ name: "is skipped", run: () => undefined }];

/** Makes a test of each case; without vectors, one skipped suite says so. */
export function registerFamily(family: CaseFamily): void {
  const cases = family.cases();
  const missing = cases.length === 0;
  const title = missing ? `${family.name}: no vectors on this machine (INIA_CONFORMANCE)` : family.name;
  describe.skipIf(missing)(`${title}`, () => {
    it.each((missing ? none : cases).map(({ name, run }) => [name, run] as const))("%s", async (_, run) => {
      expect(await problemOf(run)).toBeUndefined();
    });
  });
}
