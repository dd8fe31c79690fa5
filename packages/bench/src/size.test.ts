import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { bundle, type Platform } from "./bundle.ts";
import { programs } from "./programs.ts";

describe.each(programs)("a bundle of $service $operation", (program) => {
  const folder = fileURLToPath(new URL(`../../services/${program.service}`, import.meta.url));

  it.skipIf(!existsSync(folder)).each(["node", "browser"] satisfies Platform[])(
    "for %s stays below its ceiling and holds nothing else",
    async (platform) => {
      const { code, size } = await bundle(program, platform);
      expect(size).toBeLessThanOrEqual(program.ceiling[platform]);
      expect(program.mustNotAppear[platform].filter((text) => code.includes(text))).toEqual([]);
    },
  );
});
