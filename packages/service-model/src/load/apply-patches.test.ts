import { describe, expect, it } from "vitest";
import { applyPatches } from "./apply-patches.ts";

const model = { shapes: { Out: { required: ["A", "B"], members: { A: 1, "a/b": 2 } } } };
const why = { reason: "the service leaves B out", link: "https://example.com" };

function patched(...patches: object[]): unknown {
  return applyPatches(model, "service-2", { json: { patches }, file: "patches/parcel.json" });
}

describe("applyPatches", () => {
  it("removes by pointer: keys, indices, and elements by their value", () => {
    expect(patched({ ...why, remove: ["/shapes/Out/required/B"] })).toMatchObject({
      shapes: { Out: { required: ["A"] } },
    });
    expect(patched({ ...why, remove: ["/shapes/Out/required/0"] })).toMatchObject({
      shapes: { Out: { required: ["B"] } },
    });
    expect(patched({ ...why, remove: ["/shapes/Out/members/a~1b"] })).toEqual({
      shapes: { Out: { required: ["A", "B"], members: { A: 1 } } },
    });
  });

  it("merges, and leaves the original alone", () => {
    expect(patched({ ...why, merge: { shapes: { Out: { members: { C: 3 } } } } })).toMatchObject({
      shapes: { Out: { members: { A: 1, C: 3 } } },
    });
    expect(model.shapes.Out.required).toEqual(["A", "B"]);
  });

  it("applies to the file that a patch names", () => {
    expect(patched({ ...why, file: "paginators-1", merge: { pagination: {} } })).toBe(model);
    expect(applyPatches(model, "service-2", undefined)).toBe(model);
  });

  it.each([
    [
      { ...why, remove: ["/shapes/In"] },
      'patches/parcel.json: patches.0.remove.0: "/shapes/In" finds nothing',
    ],
    [{ ...why, remove: ["/shapes/Out/required/7"] }, "finds nothing"],
    [{ ...why, remove: ["/shapes/Out/required/C"] }, "finds nothing"],
    [{ ...why, remove: [""] }, "finds nothing"],
    [{ link: "x", merge: {} }, "patches/parcel.json: patches.0.reason: must say something"],
    [{ reason: "x", merge: {} }, "patches.0.link: must say something"],
    [why, 'patches.0: needs "merge" or "remove"'],
  ])("refuses %o", (patch, message) => expect(() => patched(patch)).toThrow(message));
});
