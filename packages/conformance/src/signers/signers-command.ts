import { parseArgs } from "node:util";
import { findOracle } from "../differential/oracle.ts";
import { comparePresigned, compareSigners } from "./compare-signers.ts";

/**
 * The command `--signers [N] [--seed N]`: signs N random requests with every signer of both sides and compares; presigned URLs
 * of real operations as well. True when nothing differs.
 */
export async function signersCommand(args: readonly string[]): Promise<boolean> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { signers: { type: "boolean" }, seed: { type: "string", default: "1" } },
  });
  const place = findOracle();
  if (typeof place === "string") {
    console.log(`signers: skipped, ${place}`);
    return true;
  }
  const { counts, differences } = await compareSigners(
    place,
    Number(values.seed),
    Number(positionals[0] ?? 5_000),
  );
  const presigned = await comparePresigned(place);
  const all = [...differences, ...presigned.differences];
  for (const difference of all.slice(0, 10)) console.log(JSON.stringify(difference));
  const kinds = Object.entries(counts).map(([kind, count]) => `${kind} ${count}`);
  console.log(`signers: ${kinds.join(", ")}; ${all.length} differences; seed ${values.seed}`);
  return all.length === 0;
}
