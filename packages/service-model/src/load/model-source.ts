/** Where descriptions come from: folders, wheels and single files, all seen as `<service>/<version>/<file>`. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { ModelError } from "../model-error.ts";
import { ZipArchive } from "./zip-archive.ts";

/** One root of descriptions. Paths have `/` between their parts. */
export interface ModelSource {
  /** What the source is called in messages. */
  readonly location: string;
  /** Names in a folder, `""` being the root; none when there is no such folder. */
  list(folder: string): readonly string[];
  /** The content of a file, undefined when there is none. */
  read(path: string): Uint8Array | undefined;
  /** What a file is called in messages. */
  locate(path: string): string;
}

/** Where a package or an installation of botocore or the AWS CLI keeps its data. */
const dataFolders = ["", "data", "botocore/data", "awscli/botocore/data"];

/**
 * Opens a source: a folder in botocore's layout (or a package that has one inside), a wheel (`.whl`, `.zip`), or a single
 * `service-2.json` (any name will do, also `.json.gz`) with its companions beside it.
 *
 * @throws {@link ModelError} when there is nothing of that name.
 */
export function openSource(path: string): ModelSource {
  if (!existsSync(path)) throw new ModelError(path, "", "there is no such file or folder");
  if (statSync(path).isDirectory()) return directorySource(path);
  return /\.(whl|zip)$/.test(path) ? archiveSource(path) : fileSource(path);
}

function directorySource(path: string): ModelSource {
  const folders = dataFolders.map((folder) => join(path, folder));
  const root = folders.find((folder) => existsSync(folder) && holdsServices(folder)) ?? path;
  return {
    location: root,
    list: (folder) => namesIn(join(root, folder)),
    read: (file) => readIfThere(join(root, file)),
    locate: (file) => join(root, file),
  };
}

function holdsServices(root: string): boolean {
  return namesIn(root).some((service) =>
    namesIn(join(root, service)).some((version) =>
      namesIn(join(root, service, version)).some((file) => /^service-2\.json(\.gz)?$/.test(file)),
    ),
  );
}

function archiveSource(path: string): ModelSource {
  const archive = new ZipArchive(path);
  const folders = new Map<string, Set<string>>();
  let root = "";
  for (const name of archive.names) {
    root ||= /^(.*\/)?[^/]+\/[^/]+\/service-2\.json(\.gz)?$/.exec(name)?.[1] ?? "";
    const parts = name.split("/");
    for (let i = 0; i < parts.length; i += 1) {
      const folder = parts.slice(0, i).join("/");
      folders.set(folder, (folders.get(folder) ?? new Set()).add(parts[i]!));
    }
  }
  return {
    location: path,
    list: (folder) => [...(folders.get((root + folder).replace(/\/$/, "")) ?? [])],
    read: (file) => archive.read(root + file),
    locate: (file) => `${path}/${root}${file}`,
  };
}

function fileSource(path: string): ModelSource {
  const folder = dirname(resolve(path));
  const name = serviceNameOf(path);
  const version = "file";
  const file = basename(path);
  const onDisk = (wanted: string): string | undefined => {
    const [service, of, type = ""] = wanted.split("/");
    if (service !== name || of !== version) return undefined;
    if (type === "service-2.json" || type === "service-2.json.gz") {
      return type.endsWith(".gz") === file.endsWith(".gz") ? path : undefined;
    }
    return join(folder, type);
  };
  return {
    location: path,
    list: (wanted) => {
      if (wanted === "") return [name];
      if (wanted === name) return [version];
      if (wanted !== `${name}/${version}`) return [];
      const companions = namesIn(folder).filter((companion) => !/^service-2\.json(\.gz)?$/.test(companion));
      return [file.endsWith(".gz") ? "service-2.json.gz" : "service-2.json", ...companions];
    },
    read: (wanted) => {
      const found = onDisk(wanted);
      return found === undefined ? undefined : readIfThere(found);
    },
    locate: (wanted) => onDisk(wanted) ?? path,
  };
}

/** The name of a service after its file: the folder's, the one above a version folder, or else the file's own. */
function serviceNameOf(path: string): string {
  const file = basename(path).replace(/\.json(\.gz)?$/, "");
  if (file !== "service-2") return file.replace(/\.service-2$/, "");
  const folder = dirname(resolve(path));
  return /^\d{4}-\d{2}-\d{2}/.test(basename(folder)) ? basename(dirname(folder)) : basename(folder);
}

function namesIn(folder: string): string[] {
  return existsSync(folder) && statSync(folder).isDirectory() ? readdirSync(folder) : [];
}

function readIfThere(path: string): Uint8Array | undefined {
  return existsSync(path) ? readFileSync(path) : undefined;
}
