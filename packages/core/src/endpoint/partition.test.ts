import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { partition } from "./partition.ts";

const root = new URL("../../../../", import.meta.url);
const lock = JSON.parse(readFileSync(new URL("models/lock.json", root), "utf8")) as {
  package: string;
  version: string;
};
const models =
  process.env["INIA_MODELS"] ??
  fileURLToPath(new URL(`.cache/models/${lock.package}-${lock.version}/data`, root));
const file = `${models}/partitions.json`;
if (!existsSync(file)) console.info(`Comparison of the partitions skipped: there is no ${file}`);

interface Partitions {
  partitions: { id: string; regionRegex: string; regions: object; outputs: object }[];
}

describe("partition", () => {
  it.each([
    ["eu-west-1", "aws"],
    ["us-nowhere-7", "aws"],
    ["aws-global", "aws"],
    ["cn-north-1", "aws-cn"],
    ["us-gov-west-1", "aws-us-gov"],
    ["aws-iso-b-global", "aws-iso-b"],
    ["eusc-de-east-1", "aws-eusc"],
  ])("%s belongs to %s", (region, name) => expect(partition(region).name).toBe(name));

  it("is aws for what nobody claims", () => {
    for (const region of [
      undefined,
      "",
      "nowhere",
      "us-east-1\n",
      "us-east",
      "aws-eusc-global",
      "xx-east-1",
    ]) {
      expect(partition(region).name).toBe("aws");
    }
  });
});

describe.skipIf(!existsSync(file))("the table", () => {
  const { partitions } = (
    existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { partitions: [] }
  ) as Partitions;
  const claimed = (region: string): Partitions["partitions"][number] =>
    partitions.find(
      (one) => Object.hasOwn(one.regions, region) || new RegExp(one.regionRegex).test(region),
    ) ?? partitions[0]!;

  it("has the models' partitions, and all of their regions", () => {
    for (const { regions, outputs } of partitions) {
      for (const region of Object.keys(regions)) expect(partition(region)).toEqual(outputs);
    }
  });

  it("claims the regions that the models' patterns claim", () => {
    const word = fc.constantFrom(
      "us",
      "eu",
      "cn",
      "gov",
      "iso",
      "isob",
      "isoe",
      "isof",
      "eusc",
      "de",
      "aws",
      "b",
      "global",
      "east",
      "1",
      "9",
      "mx",
      "",
    );
    const region = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join("-"));
    fc.assert(
      fc.property(region, (name) => {
        expect(partition(name)).toEqual(claimed(name).outputs);
      }),
      { numRuns: 3_000 },
    );
  });
});
