import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../root.ts";

/** A member of an interface. */
export interface Member {
  readonly name: string;
  readonly type: string;
  /** Its comment, in one line; empty when it has none. */
  readonly meaning: string;
}

/** Reads the members of an interface from a source file of the project, as prettier lays them out. */
export function interfaceMembers(path: string, name: string): Member[] {
  const text = readFileSync(join(root, path), "utf8");
  const body = new RegExp(`^export interface ${name} \\{\\n(.*?)^\\}`, "ms").exec(text)?.[1];
  if (body === undefined) throw new Error(`${path} has no interface ${name}`);
  const member = /(?:^ {2}\/\*\*((?:(?!\*\/).)*)\*\/\n)?^ {2}(?:readonly )?(\w+)\??: ((?:(?!;\n).)+);$/gms;
  return [...body.matchAll(member)].map(([, comment = "", name, type]) => ({
    name: name!,
    type: type!.replace(/\s+/g, " ").trim(),
    meaning: comment
      .split("\n")
      .map((line) => line.replace(/^\s*\* ?/, "").trim())
      .join(" ")
      .trim(),
  }));
}
