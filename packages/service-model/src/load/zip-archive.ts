/**
 * Reads files out of a zip archive, such as a Python wheel (PKWARE APPNOTE 6.3.10; stored and deflated entries, no zip64,
 * no encryption). The central directory at the end of the archive says what is in it.
 */
import { readFileSync } from "node:fs";
import { crc32, inflateRawSync } from "node:zlib";

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const localHeader = 0x04034b50;

/** No single file of an archive may be bigger than this, whatever its header says. */
const maxFileSize = 256 * 1024 * 1024;

interface Entry {
  method: number;
  checksum: number;
  compressedSize: number;
  size: number;
  /** Offset of the local header. */
  offset: number;
}

/** A zip archive, held in memory. */
export class ZipArchive {
  readonly #bytes: Buffer;
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #file: string;

  /** Opens an archive. Throws an `Error` that names the file when it is not one. */
  constructor(file: string) {
    this.#file = file;
    this.#bytes = readFileSync(file);
    this.#entries = this.#readDirectory();
  }

  /** Names of all files, with `/` between folders. */
  get names(): Iterable<string> {
    return this.#entries.keys();
  }

  /** The content of a file, undefined when there is none of that name. Throws an `Error` when it is damaged. */
  read(name: string): Uint8Array | undefined {
    const entry = this.#entries.get(name);
    if (!entry) return undefined;
    const { offset, method, compressedSize, size, checksum } = entry;
    if (this.#uint32(offset) !== localHeader || size > maxFileSize) this.#fail(`"${name}" cannot be read`);
    // The local header repeats the name and has an extra field of its own.
    const start = offset + 30 + this.#uint16(offset + 26) + this.#uint16(offset + 28);
    const data = this.#bytes.subarray(start, start + compressedSize);
    if (method !== 0 && method !== 8) this.#fail(`"${name}" is compressed with unknown method ${method}`);
    const content = method === 0 ? data : inflateRawSync(data, { maxOutputLength: Math.max(size, 1) });
    if (content.length !== size || crc32(content) !== checksum) this.#fail(`"${name}" is damaged`);
    return content;
  }

  #readDirectory(): Map<string, Entry> {
    const end = this.#findEnd();
    const count = this.#uint16(end + 10);
    const entries = new Map<string, Entry>();
    let at = this.#uint32(end + 16);
    for (let i = 0; i < count; i += 1) {
      if (this.#uint32(at) !== directoryEntry) this.#fail("its directory is damaged");
      const nameLength = this.#uint16(at + 28);
      entries.set(this.#bytes.toString("utf8", at + 46, at + 46 + nameLength), {
        method: this.#uint16(at + 10),
        checksum: this.#uint32(at + 16),
        compressedSize: this.#uint32(at + 20),
        size: this.#uint32(at + 24),
        offset: this.#uint32(at + 42),
      });
      at += 46 + nameLength + this.#uint16(at + 30) + this.#uint16(at + 32);
    }
    return entries;
  }

  // The end record is the last thing in the archive, but for a comment of at most 64 KiB.
  #findEnd(): number {
    const lowest = Math.max(0, this.#bytes.length - 22 - 0xffff);
    for (let at = this.#bytes.length - 22; at >= lowest; at -= 1) {
      if (this.#bytes.readUInt32LE(at) === endOfDirectory) return at;
    }
    return this.#fail("it is not a zip archive");
  }

  #uint16(at: number): number {
    return at + 2 <= this.#bytes.length ? this.#bytes.readUInt16LE(at) : this.#fail("it ends too early");
  }

  #uint32(at: number): number {
    return at + 4 <= this.#bytes.length ? this.#bytes.readUInt32LE(at) : this.#fail("it ends too early");
  }

  #fail(problem: string): never {
    throw new Error(`${this.#file}: ${problem}`);
  }
}
