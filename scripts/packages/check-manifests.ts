import type { SourceFile } from "../check-imports.ts";

/** A `package.json`, as far as it is checked. */
interface Manifest {
  readonly name?: string;
  readonly private?: boolean;
  readonly version?: string;
  readonly license?: string;
  readonly type?: string;
  readonly sideEffects?: boolean;
  readonly engines?: { readonly node?: string };
  readonly files?: readonly string[];
  readonly scripts?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** What published packages depend on at run time; a generated client on the core alone. */
const dependencies: Readonly<Record<string, readonly string[]>> = {
  "@inia/core": [],
  "@inia/service-model": [],
  "@inia/dynamic": ["@inia/core", "@inia/service-model"],
  "@inia/testing": ["@inia/core"],
};

/** Scripts that a package manager runs by itself on the machine of whoever installs. */
const installScripts = [
  "preinstall",
  "install",
  "postinstall",
  "prepare",
  "prepublish",
  "preprepare",
  "postprepare",
];

/** What is published; package managers add the licence whether it is named or not. */
const published = ["dist", "README.md", "LICENSE"];

/** Checks the manifests of the workspace and of generated clients; returns one line for each problem. */
export function checkManifests(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const manifest = JSON.parse(text) as Manifest;
    const problems = [...scriptProblems(manifest), ...(manifest.private ? [] : publishedProblems(manifest))];
    return problems.map((problem) => `${path}: ${problem}`);
  });
}

function scriptProblems(manifest: Manifest): string[] {
  return installScripts
    .filter((name) => name in (manifest.scripts ?? {}))
    .map((name) => `the script ${name} would run when somebody installs`);
}

function publishedProblems(manifest: Manifest): string[] {
  const problems: string[] = [];
  const must = (holds: boolean, problem: string): void => void (holds || problems.push(problem));
  const wanted = dependencies[manifest.name ?? ""] ?? ["@inia/core"];
  const actual = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies });
  must(
    same(actual, wanted),
    `depends on ${actual.join(", ") || "nothing"}, not on ${wanted.join(", ") || "nothing"}`,
  );
  must(manifest.type === "module", 'is not "type": "module"');
  must(manifest.sideEffects === false, 'is not "sideEffects": false');
  must(manifest.license === "Apache-2.0", "has another licence than Apache-2.0");
  must(manifest.version !== undefined, "has no version");
  must(manifest.engines?.node === ">=20.19", 'does not say "engines": { "node": ">=20.19" }');
  const files = manifest.files ?? [];
  must(
    files.includes("dist") && files.every((file) => published.includes(file)),
    `"files" is not ${published.join(", ")}`,
  );
  must(manifest.exports !== undefined, 'has no "exports"');
  return problems;
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item) => b.includes(item));
}
