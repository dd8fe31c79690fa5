import { gunzipSync } from "node:zlib";
import { ModelError } from "../model-error.ts";
import type { ModelSource } from "./model-source.ts";

/** No description may be bigger than this when unpacked. */
const maxSize = 256 * 1024 * 1024;

/** A parsed file and what it is called in messages. */
export interface JsonFile {
  readonly json: any;
  readonly file: string;
}

/**
 * Reads `<path>.json`, else `<path>.json.gz`, from the first source that has it.
 *
 * @throws {@link ModelError} naming the file when it cannot be unpacked or is not JSON.
 */
export function readJson(sources: readonly ModelSource[], path: string): JsonFile | undefined {
  for (const source of sources) {
    for (const suffix of [".json", ".json.gz"]) {
      const bytes = source.read(path + suffix);
      if (bytes) return parse(bytes, source.locate(path + suffix), suffix === ".json.gz");
    }
  }
  return undefined;
}

function parse(bytes: Uint8Array, file: string, zipped: boolean): JsonFile {
  try {
    const text = zipped ? gunzipSync(bytes, { maxOutputLength: maxSize }) : bytes;
    return { json: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(text)), file };
  } catch (error) {
    throw new ModelError(file, "", error instanceof Error ? error.message : String(error), error);
  }
}
