import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { zip } from "./make-zip.ts";
import { ZipArchive } from "./zip-archive.ts";

const folder = mkdtempSync(join(tmpdir(), "zip-archive-"));
afterAll(() => rmSync(folder, { recursive: true }));

function open(bytes: Uint8Array): ZipArchive {
  const file = join(folder, "a.whl");
  writeFileSync(file, bytes);
  return new ZipArchive(file);
}

const files = { "a/b.txt": "hello ".repeat(100), "empty.txt": "", "ä.txt": "stored" };

describe("ZipArchive", () => {
  it.each([8, 0] as const)("reads files compressed with method %i", (method) => {
    const archive = open(zip(files, method));
    expect([...archive.names]).toEqual(Object.keys(files));
    for (const [name, text] of Object.entries(files)) {
      expect(Buffer.from(archive.read(name)!).toString()).toBe(text);
    }
    expect(archive.read("nothing")).toBeUndefined();
  });

  it("finds the directory behind a comment", () => {
    const bytes = Buffer.concat([zip(files, 8), Buffer.from("a comment")]);
    bytes.writeUInt16LE(9, bytes.length - 9 - 2);
    expect(open(bytes).read("empty.txt")).toHaveLength(0);
  });

  it("refuses what is no archive, or is cut off", () => {
    expect(() => open(Buffer.from("no archive at all, only text"))).toThrow(
      /a\.whl: it is not a zip archive/,
    );
    expect(() => open(Buffer.alloc(3))).toThrow(/not a zip archive/);
    expect(() => open(zip(files, 8).subarray(60))).toThrow(/damaged|too early/);
  });

  it("notices damage", () => {
    const bytes = zip({ "a.txt": "hello" }, 0);
    bytes[bytes.indexOf("hello")] = 0x4a;
    expect(() => open(bytes).read("a.txt")).toThrow('"a.txt" is damaged');
  });

  it("unpacks no more than the directory promises", () => {
    const bytes = zip({ "a.txt": "x".repeat(100_000) }, 8);
    const size = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02])) + 24;
    bytes.writeUInt32LE(10, size);
    expect(() => open(bytes).read("a.txt")).toThrow(/larger than|damaged/i);
  });
});
