import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { listServices } from "@inia/service-model";
import { runMalformed } from "./malformed.ts";
import { ResponseSource } from "./response-source.ts";

const models: string = fileURLToPath(new URL("../../../../models/fixtures", import.meta.url));

describe("malformed responses", () => {
  const source = new ResponseSource(models, listServices(models));

  it("are of every protocol", () => {
    expect(source.protocols.sort()).toEqual([
      "ec2",
      "json",
      "query",
      "rest-json",
      "rest-xml",
      "smithy-rpc-v2-cbor",
    ]);
  });

  it("give a value or a typed error, soon, and touch no prototype", async () => {
    const { outcomes, problems, slowest } = await runMalformed({ source, seed: 1, from: 0, to: 6_000 });
    expect(problems).toEqual([]);
    expect(slowest).toBeLessThan(1_000);
    // Both readable and unreadable responses of every protocol were among them.
    for (const protocol of source.protocols) {
      expect(outcomes[`${protocol} parse: value`]).toBeGreaterThan(100);
      expect(outcomes[`${protocol} parse: ParseError`]).toBeGreaterThan(20);
      expect(outcomes[`${protocol} parseError: value`]).toBeGreaterThan(100);
    }
  }, 60_000);
});
