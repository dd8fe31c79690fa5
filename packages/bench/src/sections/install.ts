import { join } from "node:path";
import { runCommand, lastLines } from "../../../../scripts/process/run-command.ts";
import { root } from "../../../../scripts/root.ts";
import { closureOf } from "../stage/dependency-closure.ts";
import { folderSize } from "../stage/folder-size.ts";
import { atMost, type Goal } from "../report/report.ts";
import { megabytes } from "../report/figures.ts";
import type { Section } from "./section.ts";

/** Services with the bytes that they and what they need may take. */
const services: readonly { readonly name: string; readonly limit?: number }[] = [
  { name: "s3", limit: 2.5e6 },
  { name: "ec2", limit: 9e6 },
  { name: "dynamodb" },
  { name: "sts" },
];

const peers = ["@aws-lite/s3", "@aws-lite/dynamodb", "aws4fetch", "s3mini", "minio", "itty-aws"];

/** Packages, files and bytes of an installation. */
interface Footprint {
  readonly packages: number;
  readonly files: number;
  readonly bytes: number;
}

/** What installing one client puts on a disk. */
export const install: Section = {
  name: "install",
  title: "Installing one service",
  declarations: true,
  async run({ tell }) {
    const goals: Goal[] = [];
    const rows: string[][] = [];
    const write = (who: string, { packages, files, bytes }: Footprint): void =>
      void rows.push([who, String(packages), files.toLocaleString("en-GB"), megabytes(bytes)]);
    for (const { name, limit } of services) {
      tell(name);
      const own = await packedFootprint(["packages/core", `packages/services/${name}`]);
      const theirs = await installedFootprint([`@aws-sdk/client-${name}`]);
      write(`@inia/${name}`, own);
      write(`@aws-sdk/client-${name}`, theirs);
      if (limit === undefined) continue;
      const beside = `v3 ${theirs.packages} packages, ${megabytes(theirs.bytes)}`;
      goals.push(atMost(`@inia/${name}, packages`, own.packages, 2, String, beside));
      goals.push(atMost(`@inia/${name}, bytes`, own.bytes, limit, megabytes, beside));
    }
    for (const peer of peers) {
      tell(peer);
      const specs = peer.startsWith("@aws-lite/") ? ["@aws-lite/client", peer] : [peer];
      write(peer, await installedFootprint(specs));
    }
    return {
      method:
        "Packages, files and bytes (their lengths added up) that one client brings with all that it depends on. Inia's are those of " +
        "`npm pack`, unpacked; the peers' those of the installed packages, their dependencies followed.",
      goals,
      tables: [{ title: "Footprint", head: ["", "packages", "files", "bytes"], rows }],
    };
  },
};

/** What `npm pack` would publish of some folders. */
async function packedFootprint(folders: readonly string[]): Promise<Footprint> {
  const paths = folders.map((folder) => `./${folder}`);
  const result = await runCommand("npm", ["pack", "--dry-run", "--json", ...paths], { cwd: root });
  if (result.code !== 0) throw new Error(`npm pack failed: ${lastLines(result, 5)}`);
  const packed = JSON.parse(result.stdout) as { unpackedSize: number; entryCount: number }[];
  return {
    packages: packed.length,
    files: packed.reduce((sum, { entryCount }) => sum + entryCount, 0),
    bytes: packed.reduce((sum, { unpackedSize }) => sum + unpackedSize, 0),
  };
}

/** What installed packages take, with their dependencies. */
async function installedFootprint(names: readonly string[]): Promise<Footprint> {
  const folders = await closureOf(names.map((name) => join(root, "packages/bench/node_modules", name)));
  const sizes = await Promise.all(folders.map(folderSize));
  return {
    packages: folders.length,
    files: sizes.reduce((sum, { files }) => sum + files, 0),
    bytes: sizes.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}
