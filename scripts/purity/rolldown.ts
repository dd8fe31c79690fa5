import { rolldown as runRolldown } from "rolldown";
import type { Bundler } from "./bundler.ts";

/** rolldown, which Vite bundles with. */
export const rolldown: Bundler = {
  name: "rolldown",
  async bundle(modules) {
    const texts = new Map<string, string>();
    for (const module of modules) {
      const built = await runRolldown({ input: module, platform: "browser", logLevel: "silent" });
      const { output } = await built.generate({ format: "esm", codeSplitting: false });
      texts.set(module, output[0].code);
      await built.close();
    }
    return texts;
  },
};
