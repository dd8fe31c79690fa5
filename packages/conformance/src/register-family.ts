import { describe, it } from "vitest";
import type { CaseFamily } from "./family.ts";

/** Makes a test of each case; without vectors, one skipped suite says so. */
export function registerFamily(family: CaseFamily): void {
  const cases = family.cases();
  if (cases.length === 0) {
    describe.skip(`${family.name}: the vectors are not on this machine (INIA_CONFORMANCE)`, () =>
      it("is skipped"));
    return;
  }
  describe(family.name, () => {
    for (const { name, run } of cases) it(name, run);
  });
}
