import { posix } from "node:path";
import { areas, coreLayers, fences, sideways, type Area } from "./layers.ts";
import { scanImports } from "./scan-imports.ts";

/** A source file of the project. */
export interface SourceFile {
  /** Path from the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** The parts of a `package.json` that decide about imports. */
export interface PackageManifest {
  readonly name?: string;
  readonly private?: boolean;
  readonly imports?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** Gives the manifest of the folder, or undefined where there is none. */
export type ReadManifest = (folder: string) => PackageManifest | undefined;

const core = "packages/core/src";

/** Holds every import of the files to the tables in `layers.ts`; returns lines `file:line import X: rule`. */
export function checkImports(files: readonly SourceFile[], readManifest: ReadManifest): string[] {
  const violations: string[] = [];
  for (const file of files) {
    const area = areas.find((candidate) => file.path.startsWith(`${candidate.folder}/`));
    if (area === undefined) continue;
    for (const { specifier, line } of scanImports(file.text)) {
      for (const rule of rulesBroken(file.path, area, specifier, readManifest)) {
        violations.push(`${file.path}:${line} import ${specifier ?? "(computed)"}: ${rule}`);
      }
    }
  }
  return violations;
}

function rulesBroken(
  path: string,
  area: Area,
  specifier: string | undefined,
  readManifest: ReadManifest,
): string[] {
  if (specifier === undefined) {
    return path.startsWith(core) && !isTest(path) ? ["the core's imports are literal"] : [];
  }
  const rules = [fenceBroken(path, specifier)];
  if (specifier.startsWith(".")) rules.push(...relativeBroken(path, area, specifier));
  else if (specifier.startsWith("#")) rules.push(...aliasBroken(path, area, specifier, readManifest));
  else if (specifier.startsWith("@inia/")) rules.push(oursBroken(path, area, specifier));
  else if (!specifier.startsWith("node:")) rules.push(undeclared(path, area, specifier, readManifest));
  return rules.filter((rule) => rule !== undefined);
}

function fenceBroken(path: string, specifier: string): string | undefined {
  const fence = fences.find(
    (candidate) =>
      path.startsWith(`${candidate.within}/`) &&
      (candidate.specifier.endsWith(":")
        ? specifier.startsWith(candidate.specifier)
        : packageOf(specifier) === candidate.specifier),
  );
  if (fence === undefined || (fence.tests && isTest(path))) return undefined;
  if (fence.only.some((place) => isBelow(path, `${fence.within}/${place}`))) return undefined;
  const where = [...fence.only.map((place) => `${fence.within}/${place}`), ...(fence.tests ? ["tests"] : [])];
  return `${fence.specifier} ${where.length === 0 ? "nowhere" : "only"} in ${where.join(", ") || fence.within}`;
}

function relativeBroken(path: string, area: Area, specifier: string): (string | undefined)[] {
  const target = posix.join(posix.dirname(path), specifier);
  const leaves = !target.startsWith(`${area.folder}/`) && area.ours[0] !== "*";
  return [
    leaves ? `leaves ${area.folder}; another package is imported by its name` : undefined,
    /\.(ts|mjs|json)$/.test(specifier) ? undefined : "relative imports end in .ts",
    layerBroken(path, target),
  ];
}

function aliasBroken(
  path: string,
  area: Area,
  specifier: string,
  readManifest: ReadManifest,
): (string | undefined)[] {
  const targets = sourcesOf(readManifest(area.folder)?.imports?.[specifier]);
  if (targets.length === 0) return [`${area.folder}/package.json has no such entry in "imports"`];
  return targets.map((target) => layerBroken(path, posix.join(area.folder, target)));
}

/** Source files that an entry of `imports` may resolve to. */
function sourcesOf(entry: unknown): string[] {
  if (typeof entry === "string") return entry.includes("/src/") ? [entry] : [];
  return typeof entry === "object" && entry !== null ? Object.values(entry).flatMap(sourcesOf) : [];
}

function layerBroken(path: string, target: string): string | undefined {
  if (!path.startsWith(`${core}/`) || !target.startsWith(`${core}/`)) return undefined;
  const from = folderOf(path);
  const to = folderOf(target);
  if (from === to || sideways.some((pair) => pair.from === from && pair.to === to)) return undefined;
  const fromLayer = layerOf(from);
  const toLayer = layerOf(to);
  if (fromLayer < 0) return `${from}/ is not in the table of layers`;
  if (toLayer < 0) return `${to}/ is not in the table of layers`;
  if (toLayer < fromLayer || (to === "*.ts" && isTest(path))) return undefined; // tests may use the public entries
  const relation = toLayer === fromLayer ? "beside" : "above";
  return `${from} (layer ${fromLayer}) may not import ${to} (layer ${toLayer}), which stands ${relation} it`;
}

/** Top-level folder of the core; `*.ts` for a file that stands in none. */
function folderOf(path: string): string {
  const [head = "", ...rest] = path.slice(core.length + 1).split("/");
  return rest.length === 0 ? "*.ts" : head;
}

function layerOf(folder: string): number {
  return coreLayers.findIndex((layer) => layer.folders.includes(folder));
}

function oursBroken(path: string, area: Area, specifier: string): string | undefined {
  const allowed =
    area.ours.includes("*") ||
    area.ours.includes(specifier) ||
    (area.ours.includes(packageOf(specifier)) && area.folder !== "packages/services");
  if (allowed || specifier === area.name) return undefined;
  return `${area.folder} may import ${area.ours.length === 0 ? "no package of ours" : `only ${area.ours.join(", ")}`}`;
}

function undeclared(
  path: string,
  area: Area,
  specifier: string,
  readManifest: ReadManifest,
): string | undefined {
  const name = packageOf(specifier);
  const own = readManifest(area.folder);
  const shared = readManifest(".")?.devDependencies ?? {};
  const isProgram = own === undefined || own.private === true || isTest(path);
  if (own !== undefined && (name in (own.dependencies ?? {}) || name in (own.peerDependencies ?? {})))
    return undefined;
  if (isProgram && (name in shared || name in (own?.devDependencies ?? {}))) return undefined;
  return `${name} is not declared in the package.json of ${area.folder}`;
}

function isTest(path: string): boolean {
  return /\.(?:test|fixture)\.ts$/.test(path);
}

function isBelow(path: string, place: string): boolean {
  return path.startsWith(`${place}/`) || path === place || path === `${place}.ts`;
}

function packageOf(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}
