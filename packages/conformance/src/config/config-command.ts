import { parseArgs } from "node:util";
import { findOracle } from "../differential/oracle.ts";
import { compareConfig } from "./compare-config.ts";

/**
 * The command `--config N [--seed N]`: configures N clients with botocore and with Inia, and prints where they differ. True
 * when every difference is a reviewed one.
 */
export async function configCommand(args: readonly string[]): Promise<boolean> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { config: { type: "boolean" }, seed: { type: "string", default: "1" } },
    allowPositionals: true,
  });
  const place = findOracle();
  if (typeof place === "string") {
    console.log(`config: skipped, ${place}`);
    return true;
  }
  const start = Date.now();
  const result = await compareConfig(place, Number(values.seed), Number(positionals[0] ?? 500));
  const { environments, unreviewed, reviewed, counts } = result;
  for (const { environment, what, ours, botocores } of unreviewed.slice(0, 10)) {
    console.log(`${what}: ours ${ours}; botocore's ${botocores}`);
    console.log(JSON.stringify(environment, undefined, 1));
  }
  for (const id in reviewed) console.log(`reviewed ${id}: ${reviewed[id]}`);
  const sources = Object.entries(counts).filter(([name]) => name.startsWith("credentials "));
  console.log(`config: ${sources.map(([name, count]) => `${name} ${count}`).join(", ")}`);
  console.log(
    `config: ${environments} environments, ${result.values} values, ${unreviewed.length} unreviewed differences; ` +
      `seed ${values.seed}, ${Math.round((Date.now() - start) / 1_000)} s`,
  );
  return unreviewed.length === 0;
}
