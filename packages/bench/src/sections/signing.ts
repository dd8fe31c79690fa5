import { atLeast, type Goal, type Table } from "../report/report.ts";
import { figure, times, withSpread } from "../report/figures.ts";
import type { Measured } from "../run/contestant.ts";
import { race, roundsOf, type Results } from "../run/race.ts";
import { median, pairedRatio } from "../statistics.ts";
import type { Section } from "./section.ts";

const operations = ["dynamodb.GetItem", "s3.GetObject", "s3.PutObject"] as const;
const field = ["inia", "smithy", "aws4", "aws4fetch", "hashing"] as const;

const names: Readonly<Record<string, string>> = {
  smithy: "@smithy/signature-v4",
  hashing: "2 × SHA-256 and 1 × HMAC of node:crypto",
};

/** Signatures in a batch; see `contestants/signing/requests.mjs`. */
const batch = 100;

/** Microseconds per signature over rounds. */
const costs = (rounds: readonly Measured[]): number[] =>
  rounds.map(({ calls, seconds }) => (seconds * 1e6) / calls / batch);

/** Signature Version 4 by itself. */
export const signing: Section = {
  name: "signing",
  title: "Signing alone",
  async run({ stage, rounds, pace, tell }) {
    const goals: Goal[] = [];
    const tables: Table[] = [];
    for (const operation of operations) {
      tell(operation);
      const entries = field.map((name) => ({
        name,
        module: `./signing/${name}.mjs`,
        operation,
        where: "alone",
      }));
      const results = await race(stage, entries, {
        rounds,
        warmUp: { ms: 700 * pace },
        round: { ms: 300 * pace },
      });
      goals.push(judge(operation, results));
      tables.push(tableOf(operation, results));
    }
    return {
      method:
        `Microseconds per signature with Signature Version 4, signing keys known; median of ${rounds} rounds of ${figure(300 * pace)} ms, ` +
        "least and greatest in brackets. S3's payload hash is given to all, DynamoDB's is computed.",
      goals,
      tables,
    };
  },
};

function judge(operation: string, results: Results): Goal {
  const theirs = costs(roundsOf(results, "smithy"));
  const floor = median(costs(roundsOf(results, "hashing")));
  const beside = `@smithy/signature-v4 ${withSpread(theirs)} µs, hashing alone ${figure(floor)} µs`;
  const ratio = pairedRatio(theirs, costs(roundsOf(results, "inia")));
  return atLeast(`${operation}, against @smithy/signature-v4`, ratio, 4.5, times, beside);
}

function tableOf(operation: string, results: Results): Table {
  const smithy = costs(roundsOf(results, "smithy"));
  const rows = [...results].map(([name, rounds]) => {
    const label = names[name] ?? name;
    if (rounds instanceof Error) return [label, rounds.message, "", ""];
    const rate = costs(rounds).map((cost) => 1e6 / cost);
    return [label, withSpread(costs(rounds)), withSpread(rate), times(pairedRatio(smithy, costs(rounds)))];
  });
  return { title: operation, head: ["", "µs", "signatures/s", "smithy's time ÷"], rows };
}
