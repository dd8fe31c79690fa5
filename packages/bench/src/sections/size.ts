import { build } from "esbuild";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { atMost, type Goal, type Table } from "../report/report.ts";
import { figure, kilobytes } from "../report/figures.ts";
import { writeCeilings, type Sizes } from "../size/ceilings.ts";
import { bundlers, sizeOf, writePrograms } from "../size/measure-programs.ts";
import { peerPrograms, type PeerProgram } from "../size/peer-programs.ts";
import { platforms, programs, type Platform } from "../size/programs.ts";
import type { Bench, Section } from "./section.ts";

/** Bundles of one operation each. */
export const size: Section = {
  name: "size",
  title: "Bundles of one operation",
  async run(bench) {
    const measured = await measureOwn(bench);
    const peers = await measurePeers(bench);
    const goals = platforms.flatMap((platform) => judge(platform, measured, peers));
    return {
      method:
        "Bytes of a minified bundle of one bare client and one operation. On Node Inia finds credentials by itself, with all ways to find them in the bundle; " +
        "in a browser they are passed. Made by esbuild with its default flags, and by others with theirs for production; " +
        "`module` is esbuild with `--main-fields=module,main`, with which v3 is smallest on Node. KB are thousands of bytes.",
      goals,
      tables: [
        ...platforms.map((platform) => ownTable(platform, measured)),
        ...platforms.map((platform) => peerTable(platform, peers)),
      ],
    };
  },
};

/** Measures and sets the ceilings that the tests hold bundles to. */
export async function setCeilings(bench: Bench): Promise<void> {
  await writeCeilings((await measureOwn(bench)).sizes);
}

interface Own {
  readonly sizes: Sizes;
  /** gzip of esbuild's bundle, by program and platform. */
  readonly gzip: Map<string, number>;
}

async function measureOwn({ stage, tell }: Bench): Promise<Own> {
  const sizes: Sizes = {};
  const gzip = new Map<string, number>();
  for (const platform of platforms) {
    const files = await writePrograms(stage, programs, platform);
    for (const bundler of bundlers) {
      tell(`${bundler.name}, ${platform}`);
      const codes = await bundler.bundle(files, platform);
      programs.forEach(({ name }, index) => {
        const code = codes[index]!;
        ((sizes[name] ??= { node: {}, browser: {} })[platform] ??= {})[bundler.name] = sizeOf(code);
        if (bundler.name === "esbuild") gzip.set(`${name} ${platform}`, gzipSync(code, { level: 9 }).length);
      });
    }
  }
  return { sizes, gzip };
}

/** Bytes and bytes after gzip of a peer's bundle, or why there is none. */
type PeerSize = { readonly bytes: number; readonly gzip: number } | string;

/** By program, platform and peer. */
type Peers = Map<string, PeerSize>;

async function measurePeers({ stage, tell }: Bench): Promise<Peers> {
  const found: Peers = new Map();
  const folder = join(stage, "peer-programs");
  await mkdir(folder, { recursive: true });
  for (const program of peerPrograms) {
    tell(`${program.peer}: ${program.name}`);
    const file = join(folder, `${program.peer}-${program.name.replace(" ", "-")}.mjs`);
    await writeFile(file, program.source);
    for (const platform of platforms) {
      found.set(`${program.name} ${platform} ${program.peer}`, await bundlePeer(program, file, platform));
    }
  }
  return found;
}

async function bundlePeer({ mainFields }: PeerProgram, file: string, platform: Platform): Promise<PeerSize> {
  try {
    const { outputFiles } = await build({
      entryPoints: [file],
      bundle: true,
      minify: true,
      write: false,
      platform,
      format: "esm",
      logLevel: "silent",
      ...(mainFields && platform === "node" && { mainFields: [...mainFields] }),
    });
    const { contents } = outputFiles[0]!;
    return { bytes: contents.length, gzip: gzipSync(contents, { level: 9 }).length };
  } catch {
    return "does not bundle";
  }
}

function judge(platform: Platform, { sizes }: Own, peers: Peers): Goal[] {
  const bytesOf = (name: string, peer: string): string => {
    const found = peers.get(`${name} ${platform} ${peer}`);
    return typeof found === "object" ? kilobytes(found.bytes) : "–";
  };
  return programs.flatMap(({ name, goal }) => {
    if (goal === undefined) return [];
    const best = platform === "node" ? `, at best ${bytesOf(name, "v3 (module)")}` : "";
    const beside = `v3 ${bytesOf(name, "v3")}${best}`;
    return [
      atMost(`${name}, ${platform}`, sizes[name]![platform].esbuild!, goal[platform], kilobytes, beside),
    ];
  });
}

function ownTable(platform: Platform, { sizes, gzip }: Own): Table {
  const rows = programs.map(({ name }) => [
    name,
    ...bundlers.map((bundler) => figure(sizes[name]![platform][bundler.name]!)),
    figure(gzip.get(`${name} ${platform}`)!),
  ]);
  const head = ["bytes", ...bundlers.map(({ name }) => name), "esbuild, gzip"];
  return { title: `Inia, ${platform}`, head, rows };
}

function peerTable(platform: Platform, peers: Peers): Table {
  const names = [...new Set(peerPrograms.map(({ name }) => name))];
  const who = [...new Set(peerPrograms.map(({ peer }) => peer))].filter(
    (peer) => platform === "node" || peer !== "v3 (module)",
  );
  const cell = (size: PeerSize | undefined): string =>
    size === undefined
      ? "–"
      : typeof size === "string"
        ? size
        : `${figure(size.bytes)} / ${figure(size.gzip)}`;
  const rows = names.map((name) => [
    name,
    ...who.map((peer) => cell(peers.get(`${name} ${platform} ${peer}`))),
  ]);
  return { title: `Peers, ${platform}, esbuild: bytes / after gzip`, head: ["", ...who], rows };
}
