import type { SourceFile } from "../check-imports.ts";

/** Longest hand-written file, in lines. */
const maxLines = 500;

/** Names that say nothing about what is inside. */
const emptyNames = /(?:^|\/)(?:utils?|helpers?|common|misc|base)(?:\/|\.[a-z.]+$)/;

/** Things that belong to one machine or one network, by what is wrong with them. */
const machineWords: readonly { readonly pattern: RegExp; readonly what: string; readonly only?: RegExp }[] = [
  { pattern: /(?:^|[\s"'`(=:])\/(?:work|root|Users|private\/var)\/[\w.-]+/, what: "a folder of one machine" },
  { pattern: /(?:^|[\s"'`(=:])\/home\/(?!user\b|me\b|you\b)[\w.-]+\//, what: "a folder of one machine" },
  {
    pattern: /^\s*(?:registry|\/\/[^\s]+:_authToken|(?:extra-)?index-url)\s*=/m,
    what: "a package registry's address",
    only: /(?:^|\/)\.?(?:npmrc|pnpmrc|pip\.conf|yarnrc.*)$/,
  },
  { pattern: /\btarball: *https?:/, what: "a package registry's address", only: /pnpm-lock\.yaml$/ },
  {
    pattern: /--(?:extra-)?index-url|--registry[= ]/,
    what: "a package registry's address",
    only: /\.(?:ts|mjs|json|ya?ml|sh)$|\.ci\/run$/,
  },
];

/** Checks names, sizes and texts of the project's files; returns one line for each problem. */
export function checkFiles(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => [
    ...nameProblems(file),
    ...(isSource(file.path) ? sourceProblems(file) : []),
    ...wordProblems(file),
  ]);
}

function nameProblems({ path }: SourceFile): string[] {
  const problems: string[] = [];
  if (emptyNames.test(path)) problems.push(`${path}: the name says nothing about what is inside`);
  if (isSource(path) && !/^[a-z0-9.-]+$/.test(path.slice(path.lastIndexOf("/") + 1))) {
    problems.push(`${path}: file names are kebab-case`);
  }
  return problems;
}

function sourceProblems({ path, text }: SourceFile): string[] {
  const problems: string[] = [];
  const lines = text.split("\n").length - 1;
  if (lines > maxLines) problems.push(`${path}: ${lines} lines; at most ${maxLines}`);
  text.split("\n").forEach((line, index) => {
    if (!path.endsWith(".test.ts") && /^\s*export \*/.test(line))
      problems.push(`${path}:${index + 1}: export * hides what is exported`);
  });
  return problems;
}

function wordProblems({ path, text }: SourceFile): string[] {
  const problems: string[] = [];
  for (const { pattern, what, only } of machineWords) {
    if (only !== undefined && !only.test(path)) continue;
    const match = pattern.exec(text);
    if (match === null) continue;
    const line = text.slice(0, match.index + match[0].length).split("\n").length;
    problems.push(`${path}:${line}: names ${what} (${match[0].trim()})`);
  }
  return problems;
}

/** Hand-written code; what the generator made of the fixtures is not. */
function isSource(path: string): boolean {
  return /\.(?:ts|mjs)$/.test(path) && !path.startsWith("codegen/golden/");
}
