import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCommand, typescriptProgram } from "../process/run-command.ts";
import { diffModels } from "./diff-models.ts";
import { printChanges } from "./print-changes.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "inia-model-diff-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Operations and shapes of a made-up service of shelves. */
interface Parts {
  readonly operations: Record<string, object>;
  readonly shapes: Record<string, object>;
  readonly metadata?: object;
}

function write(side: "old" | "new", name: string, { operations, shapes, metadata }: Parts): void {
  const file = join(folder, side, name, "2024-01-01/service-2.json");
  mkdirSync(dirname(file), { recursive: true });
  const named = Object.entries(operations).map(([operation, json]) => [
    operation,
    { name: operation, http: { method: "POST", requestUri: "/" }, ...json },
  ]);
  const head = { apiVersion: "2024-01-01", protocol: "json", serviceId: name, ...metadata };
  writeFileSync(
    file,
    JSON.stringify({ metadata: head, operations: Object.fromEntries(named), shapes: { String: { type: "string" }, ...shapes } }), // prettier-ignore
  );
}

/** The entry for what was written to both sides. */
function entry(services?: string[]): string {
  return printChanges("Shelves", diffModels(join(folder, "old"), join(folder, "new"), { services }));
}

const string = { shape: "String" };
const structure = (members: object, required?: string[]): object => ({
  type: "structure",
  members,
  ...(required && { required }),
});
const shelf: Parts = {
  operations: { GetShelf: { input: { shape: "GetShelfInput" }, output: { shape: "Shelf" } } },
  shapes: { GetShelfInput: structure({ Id: string }, ["Id"]), Shelf: structure({ Name: string }) },
};

test("the same descriptions have no changes", () => {
  write("old", "shelf", shelf);
  write("new", "shelf", shelf);
  expect(diffModels(join(folder, "old"), join(folder, "new"))).toEqual({
    added: [],
    removed: [],
    changed: [],
  });
});

test("services and operations that are new or gone are told", () => {
  write("old", "shelf", { ...shelf, operations: { ...shelf.operations, DropShelf: {} } });
  write("new", "shelf", { ...shelf, operations: { ...shelf.operations, ListShelves: {}, AddShelf: {} } });
  write("old", "attic", { operations: { A: {} }, shapes: {} });
  write("new", "cellar", { operations: { A: {}, B: {} }, shapes: {} });
  expect(entry()).toBe(`## Shelves

services +1 −1, 1 changed; operations +2 −1; members +0 −0; enum values +0 −0.

### New services

- \`cellar\` (2 operations)

### Services that are gone (breaking)

- \`attic\` (1 operation)

### shelf

- new operations: \`AddShelf\`, \`ListShelves\`
- gone operations: \`DropShelf\` (breaking)
`);
  expect(entry(["cellar"])).not.toContain("shelf");
  expect(() => entry(["roof"])).toThrow("Neither side has roof.");
});

test("members, what is required, and types are told with their place", () => {
  write("old", "shelf", shelf);
  write("new", "shelf", {
    operations: shelf.operations,
    shapes: {
      GetShelfInput: structure({ Id: { shape: "Number" }, Room: string }, ["Id", "Room"]),
      Shelf: structure({ Title: string }),
      Number: { type: "integer" },
    },
  });
  const text = entry();
  expect(text.split("\n").filter((line) => line.startsWith("- "))).toEqual([
    "- new members of the input of `GetShelf`: `Room`",
    "- required in the input of `GetShelf`: `Room` (breaking)",
    "- type of `Id` in the input of `GetShelf`: string → integer (breaking)",
    "- new members of the output of `GetShelf`: `Title`",
    "- gone members of the output of `GetShelf`: `Name` (breaking)",
  ]);
});

test("values of enums are told of the shapes that lead to them, however deep and however often", () => {
  const parts = (values: string[]): Parts => ({
    operations: Object.fromEntries(
      ["A", "B", "C", "D"].map((name) => [name, { input: { shape: "Tree" }, output: { shape: "Tree" } }]),
    ),
    shapes: {
      Tree: structure({ Colours: { shape: "Colours" }, Trees: { shape: "Trees" } }),
      Trees: { type: "list", member: { shape: "Tree" } },
      Colours: { type: "map", key: string, value: { shape: "Colour" } },
      Colour: { type: "string", enum: values },
    },
  });
  write("old", "tree", parts(["red", "blue"]));
  write("new", "tree", parts(["red", "green"]));
  const where = "(input and output of `A`, `B`, `C` and 1 more)";
  expect(entry()).toContain(`- new values of \`Colour\` ${where}: \`"green"\`\n`);
  expect(entry()).toContain(`- gone values of \`Colour\` ${where}: \`"blue"\`\n`);
});

test("a shape that has another name is no change; another protocol is one, and so are errors", () => {
  write("old", "shelf", { ...shelf, shapes: { ...shelf.shapes, Gone: structure({}) } });
  write("new", "shelf", {
    operations: {
      GetShelf: { input: { shape: "Ask" }, output: { shape: "Shelf" }, errors: [{ shape: "Gone" }] },
    },
    shapes: {
      Ask: structure({ Id: string }, ["Id"]),
      Shelf: structure({ Name: string }),
      Gone: structure({}),
    },
    metadata: { protocol: "rest-json" },
  });
  const text = entry();
  expect(text).not.toContain("members of");
  expect(text).toContain("- protocol: `json` → `rest-json`\n");
  expect(text).toContain("- new error `Gone` of `GetShelf`\n");
});

test("the command prints an entry, and says what is missing", { timeout: 60_000 }, async () => {
  write("old", "shelf", shelf);
  write("new", "shelf", { ...shelf, operations: { ...shelf.operations, AddShelf: {} } });
  const run = (...args: string[]) =>
    runCommand(process.execPath, typescriptProgram("scripts/model-diff.ts", ...args));
  const { code, stdout } = await run(join(folder, "old"), join(folder, "new"));
  expect(code).toBe(0);
  expect(stdout).toContain("## old → new\n");
  expect(stdout).toContain("- new operations: `AddShelf`\n");
  const missing = await run(join(folder, "old"), join(folder, "none"));
  expect(missing.code).toBe(1);
  expect(missing.stderr).toContain("there is no such file or folder");
  expect((await run("--help")).stdout).toContain("Usage: pnpm model-diff");
});
