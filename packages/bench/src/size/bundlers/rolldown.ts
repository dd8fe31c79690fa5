import { rolldown as runRolldown } from "rolldown";
import type { Bundler } from "./bundler.ts";

/** rolldown, which Vite bundles with. */
export const rolldown: Bundler = {
  name: "rolldown",
  bundle: async (modules, platform) => {
    const codes: string[] = [];
    for (const module of modules) {
      const built = await runRolldown({ input: module, platform, logLevel: "silent" });
      const { output } = await built.generate({ format: "esm", codeSplitting: false, minify: true });
      codes.push(output[0].code);
      await built.close();
    }
    return codes;
  },
};
