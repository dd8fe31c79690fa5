/**
 * Who may import whom. `check-layers` holds every hand-written TypeScript file to these tables and prints the first two
 * into ARCHITECTURE.md.
 */

/** One row of the core: folders of `packages/core/src` on the same level, or files of it. */
export interface Layer {
  readonly folders: readonly string[];
  readonly what: string;
}

/** The core's layers, lowest first. A folder imports itself and what stands in rows before its own, never sideways. */
export const coreLayers: readonly Layer[] = [
  { folders: ["shape"], what: "scalar names, shapes, Operation, Waiter: types and names only" },
  { folders: ["errors"], what: "everything Inia throws" },
  {
    folders: ["codecs", "http", "identity", "validation"],
    what: "bytes ↔ values, messages and transports, credentials as values, input checks",
  },
  {
    folders: ["signing", "endpoint", "retry", "checksums"],
    what: "signatures, ruleset functions, retry strategies, checksums",
  },
  { folders: ["protocols"], what: "operation + input → request, response → output or error" },
  { folders: ["config", "credentials"], what: "shared files and environment, credential providers" },
  { folders: ["pipeline"], what: "one call, stage by stage" },
  { folders: ["client"], what: "the bare client: configuration opened at the first call" },
  {
    folders: ["session", "paginate", "wait-until", "presign", "customizations", "monitoring"],
    what: "verbs over a client; what single services do differently; hooks to choose",
  },
  { folders: ["*.ts"], what: "entry points: `index`, `service`, `presign`, `undici`, …" },
];

/** Imports between folders of one row that are allowed. */
export const sideways: readonly { readonly from: string; readonly to: string }[] = [
  { from: "credentials", to: "config" },
];

/** A package or folder of the workspace and what it may import of the others. */
export interface Area {
  /** Folder from the root, without a slash at the end. */
  readonly folder: string;
  /** Name of the package, if it has one. */
  readonly name?: string;
  /** Specifiers of workspace packages that it may import; `*` stands for any of them. */
  readonly ours: readonly string[];
}

/** The workspace: hand-written packages, then what is generated, then programs. */
export const areas: readonly Area[] = [
  { folder: "packages/core", name: "@inia/core", ours: [] },
  { folder: "packages/service-model", name: "@inia/service-model", ours: [] },
  { folder: "packages/dynamic", name: "@inia/dynamic", ours: ["@inia/core", "@inia/service-model"] },
  { folder: "packages/testing", name: "@inia/testing", ours: ["@inia/core"] },
  { folder: "packages/services", name: "@inia/<service>", ours: ["@inia/core/service"] },
  { folder: "codegen", name: "@inia/codegen", ours: ["@inia/service-model"] },
  { folder: "packages/conformance", name: "@inia/conformance", ours: ["*"] },
  { folder: "packages/bench", name: "@inia/bench", ours: ["*"] },
  { folder: "packages/faults", name: "@inia/faults", ours: ["*"] },
  { folder: "examples/opentelemetry", ours: ["*"] },
  { folder: "examples", ours: ["*"] },
  { folder: "scripts", ours: ["*"] },
];

/** An import that only some folders may have. */
export interface Fence {
  /** The package, or `node:` for all of Node's own modules. */
  readonly specifier: string;
  /** Folder that the fence stands in. */
  readonly within: string;
  /** Folders and files inside `within` that may import it. */
  readonly only: readonly string[];
  /** Tests may import it anywhere. */
  readonly tests: boolean;
}

/** Third-party packages and Node's modules, and where they may be used. */
export const fences: readonly Fence[] = [
  {
    specifier: "node:",
    within: "packages/core/src",
    only: ["http", "config", "credentials", "signing/hash", "checksums", "pipeline/trace.ts", "monitoring"],
    tests: true,
  },
  { specifier: "node:", within: "packages/services", only: [], tests: false },
  { specifier: "undici", within: "packages/core/src", only: ["http"], tests: true },
  { specifier: "fast-xml-parser", within: "packages/core/src", only: [], tests: true },
  { specifier: "ts-morph", within: "codegen", only: ["src/print"], tests: false },
  { specifier: "prettier", within: "codegen", only: ["src/print"], tests: false },
];
