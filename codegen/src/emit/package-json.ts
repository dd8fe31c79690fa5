/** `package.json` of a generated package. */
import type { GeneratedFile } from "../print/source-file.ts";
import type { PackageContext } from "./package-context.ts";

/** The manifest for npm. `coreVersion` is the version of the core that the code was generated for. */
export function emitPackageJson(context: PackageContext, coreVersion: string): GeneratedFile {
  const { name, metadata } = context.plan;
  const manifest = {
    name: `@inia/${name}`,
    version: coreVersion,
    description: `Inia's client for ${metadata.serviceFullName}.`,
    license: "Apache-2.0",
    type: "module",
    sideEffects: false,
    engines: { node: ">=20.19" },
    files: ["dist", "README.md"],
    exports: {
      ".": { "@inia/source": "./src/index.ts", types: "./dist/index.d.ts", default: "./dist/index.js" },
      "./package.json": "./package.json",
    },
    dependencies: { "@inia/core": `^${coreVersion}` },
  };
  return { path: "package.json", text: `${JSON.stringify(manifest, null, 2)}\n` };
}
