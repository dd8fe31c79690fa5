/**
 * Patches: reviewed corrections of descriptions, one file `<service>.json` per service:
 *
 *     {
 *       "patches": [
 *         {
 *           "reason": "ListParcels leaves the token out on the last page.",
 *           "link": "https://example.com/where-this-is-documented",
 *           "file": "service-2",
 *           "merge": { "shapes": { "Parcel": { "members": { "Weight": { "shape": "Long" } } } } },
 *           "remove": ["/shapes/ListParcelsResponse/required/NextToken"]
 *         }
 *       ]
 *     }
 *
 * `reason` and `link` are obligatory, so is one of `merge` and `remove`. `merge` is merged as extras are: objects key by
 * key, anything else replaced. `remove` lists JSON pointers (RFC 6901); a part that is no index finds the element of an
 * array that equals it. `file` is `service-2` when absent. A patch that no longer finds what it removes is an error.
 */
import { ModelError } from "../model-error.ts";
import { deepMerge, isObject } from "./deep-merge.ts";
import type { JsonFile } from "./read-json.ts";

/** One correction. */
export interface Patch {
  readonly reason: string;
  readonly link: string;
  readonly file?: string;
  readonly merge?: unknown;
  readonly remove?: readonly string[];
}

/**
 * Applies the patches of a service that concern a file; the description itself is not changed.
 *
 * @throws {@link ModelError} naming the file of the patches, when one is malformed or no longer fits.
 */
export function applyPatches(json: unknown, type: string, patches: JsonFile | undefined): unknown {
  if (!patches) return json;
  let patched = json;
  for (const [i, patch] of checkPatches(patches).entries()) {
    if ((patch.file ?? "service-2") !== type) continue;
    if (patch.merge !== undefined) patched = deepMerge(patched, patch.merge);
    for (const [j, pointer] of (patch.remove ?? []).entries()) {
      patched = remove(
        patched,
        pointer,
        new ModelError(patches.file, `patches.${i}.remove.${j}`, `"${pointer}" finds nothing`),
      );
    }
  }
  return patched;
}

function checkPatches({ json, file }: JsonFile): readonly Patch[] {
  const list: unknown = isObject(json) ? json["patches"] : undefined;
  if (!Array.isArray(list)) throw new ModelError(file, "patches", "must be a list");
  list.forEach((patch: unknown, i) => {
    const fail = (key: string, problem: string): never => {
      throw new ModelError(file, `patches.${i}${key}`, problem);
    };
    if (!isObject(patch)) return fail("", "must be an object");
    for (const key of ["reason", "link"]) {
      if (typeof patch[key] !== "string" || patch[key] === "") fail(`.${key}`, "must say something");
    }
    if (patch["merge"] === undefined && !Array.isArray(patch["remove"]))
      fail("", 'needs "merge" or "remove"');
  });
  return list as Patch[];
}

function remove(json: unknown, pointer: string, error: ModelError): unknown {
  const parts = pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  return parts.length > 0 ? without(json, parts, error) : fail(error);
}

function without(json: unknown, [part, ...rest]: readonly string[], error: ModelError): unknown {
  if (Array.isArray(json)) {
    const index = /^\d+$/.test(part!) ? Number(part) : json.indexOf(part);
    if (index < 0 || index >= json.length) return fail(error);
    return rest.length === 0
      ? json.filter((_, i) => i !== index)
      : json.map((item: unknown, i) => (i === index ? without(item, rest, error) : item));
  }
  if (!isObject(json) || !Object.hasOwn(json, part!)) return fail(error);
  const entries = Object.entries(json);
  return Object.fromEntries(
    rest.length === 0
      ? entries.filter(([key]) => key !== part)
      : entries.map(([key, value]) => [key, key === part ? without(value, rest, error) : value]),
  );
}

function fail(error: ModelError): never {
  throw error;
}
