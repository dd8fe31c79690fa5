import { describe, expect, it } from "vitest";
import type { ShapeJson, ShapeRefJson } from "../model.ts";
import type { TraitsPlan } from "./plan.ts";
import { planTraits, type RefPlace } from "./plan-traits.ts";

function traits(
  ref: Partial<ShapeRefJson>,
  shape: Partial<ShapeJson> = {},
  place: Partial<RefPlace> = {},
): TraitsPlan {
  const where: RefPlace = { member: "Weight", file: "f", where: "shapes.Parcel.members.Weight", ...place };
  return planTraits({ shape: "X", ...ref }, { type: "string", ...shape }, where);
}

describe("planTraits", () => {
  it("leaves out what is the default", () => {
    expect(traits({ locationName: "Weight" })).toEqual({});
    expect(traits({ locationName: "weight" })).toEqual({ locationName: "weight" });
    expect(traits({ locationName: "key" }, {}, { member: undefined, defaultName: "key" })).toEqual({});
    expect(traits({ locationName: "Key" }, {}, { member: undefined, defaultName: "key" })).toEqual({
      locationName: "Key",
    });
  });

  it("names locations in full", () => {
    expect(traits({ location: "uri" })).toEqual({ uri: "Weight" });
    expect(traits({ location: "querystring", locationName: "w" })).toEqual({ querystring: "w" });
    expect(traits({ location: "header", locationName: "x-w" })).toEqual({ header: "x-w" });
    expect(traits({ location: "headers" }, { type: "map" })).toEqual({ headers: "" });
    expect(traits({ location: "statusCode" }, { type: "integer" })).toEqual({ statusCode: true });
  });

  it("gives a map in the query string no name", () => {
    expect(traits({ location: "querystring", locationName: "tags" }, { type: "map" })).toEqual({
      querystring: "",
    });
  });

  it("lets the reference overlay the shape", () => {
    expect(traits({}, { locationName: "SSE-KMS", sensitive: true })).toEqual({
      locationName: "SSE-KMS",
      sensitive: true,
    });
    expect(traits({ locationName: "w" }, { locationName: "W" })).toEqual({ locationName: "w" });
    expect(traits({ timestampFormat: "rfc822" }, { type: "timestamp", timestampFormat: "iso8601" })).toEqual({
      timestampFormat: "rfc822",
    });
  });

  it("writes timestamp formats in one spelling and refuses unknown ones", () => {
    expect(traits({ timestampFormat: "UnixTimestamp" }, { type: "timestamp" })).toEqual({
      timestampFormat: "unixTimestamp",
    });
    expect(() => traits({ timestampFormat: "julian" }, { type: "timestamp" })).toThrow(
      'f: shapes.Parcel.members.Weight.timestampFormat: unknown format "julian"',
    );
  });

  it("turns namespaces into objects", () => {
    expect(traits({ xmlNamespace: "http://x" })).toEqual({ xmlNamespace: { uri: "http://x" } });
    expect(traits({}, { xmlNamespace: { uri: "http://x", prefix: "xsi" } })).toEqual({
      xmlNamespace: { uri: "http://x", prefix: "xsi" },
    });
  });

  it("keeps jsonvalue in headers and tokens in inputs only", () => {
    expect(traits({ jsonvalue: true })).toEqual({});
    expect(traits({ jsonvalue: true, location: "header" })).toEqual({ header: "Weight", jsonvalue: true });
    expect(traits({ idempotencyToken: true })).toEqual({});
    expect(traits({ idempotencyToken: true }, {}, { topLevelInput: true })).toEqual({
      idempotencyToken: true,
    });
  });

  it("puts flattened where it was said", () => {
    expect(traits({ flattened: true }, { type: "list" })).toEqual({ flattened: true });
    expect(traits({}, { type: "list", flattened: true })).toEqual({});
  });
});

/** The names that ec2's rules give: written, and read. */
function ec2Names(member: string, { locationName, queryName }: TraitsPlan): { write: string; read: string } {
  const lower = member.charAt(0).toLowerCase() + member.slice(1);
  const written = locationName ?? member;
  const capital = written.charAt(0).toUpperCase() + written.slice(1);
  return { write: queryName ?? capital, read: locationName ?? lower };
}

describe("planTraits for ec2", () => {
  it.each([
    {
      member: "InstanceId",
      ref: { locationName: "instanceId" },
      write: "InstanceId",
      read: "instanceId",
      size: 0,
    },
    { member: "InstanceId", ref: { locationName: "id" }, write: "Id", read: "id", size: 1 },
    { member: "InstanceId", ref: {}, write: "InstanceId", read: "InstanceId", size: 1 },
    { member: "instanceId", ref: {}, write: "InstanceId", read: "instanceId", size: 0 },
    {
      member: "instanceId",
      ref: { locationName: "instanceId" },
      write: "InstanceId",
      read: "instanceId",
      size: 1,
    },
    { member: "Ips", ref: { locationName: "ipSet", queryName: "Ips" }, write: "Ips", read: "ipSet", size: 2 },
  ])("$member as $ref", ({ member, ref, write, read, size }) => {
    const planned = traits(ref, {}, { member, ec2: true, output: true });
    expect(ec2Names(member, planned)).toEqual({ write, read });
    expect(Object.keys(planned)).toHaveLength(size);
  });

  it("says nothing about names that are only written", () => {
    expect(traits({}, {}, { member: "DryRun", ec2: true, output: false })).toEqual({});
  });
});
