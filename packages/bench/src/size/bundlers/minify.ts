import { transform } from "esbuild";

/** Minifies with esbuild, where a bundler has no minifier of its own or a slow one. */
export async function minify(code: string): Promise<string> {
  const options = { minify: true, format: "esm", treeShaking: true, target: "es2022" } as const;
  return (await transform(code, options)).code;
}
