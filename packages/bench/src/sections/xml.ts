import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { XMLParser } from "fast-xml-parser";
import { atLeast, type Goal, type Table } from "../report/report.ts";
import { figure, times, unit, withSpread } from "../report/figures.ts";
import type { Measured } from "../run/contestant.ts";
import { race, roundsOf, type Results } from "../run/race.ts";
import { describeInstancesAnswer, longList } from "../stub/documents.ts";
import { median, pairedRatio } from "../statistics.ts";
import type { Section } from "./section.ts";

const documents = [
  { name: "compact", indent: undefined },
  { name: "indented", indent: "    " },
] as const;

const field = ["inia", "fast-xml-parser", "json-parse", "utf8"] as const;

const labels: Readonly<Record<string, string>> = {
  inia: "inia (typed and checked)",
  "fast-xml-parser": "fast-xml-parser (a tree of text)",
  "json-parse": "JSON.parse of the same tree",
  utf8: "bytes to text alone",
};

const milliseconds = (rounds: readonly Measured[]): number[] =>
  rounds.map(({ calls, seconds }) => (seconds * 1000) / calls);

/** The XML reader by itself. */
export const xml: Section = {
  name: "xml",
  title: "Reading XML alone",
  async run({ stage, rounds, pace, tell }) {
    const goals: Goal[] = [];
    const tables: Table[] = [];
    for (const { name, indent } of documents) {
      tell(`DescribeInstances, ${name}`);
      const text = describeInstancesAnswer(longList, indent);
      const file = join(stage, `${name}.xml`);
      await writeFile(file, text);
      const tree = JSON.stringify(new XMLParser().parse(text));
      await writeFile(file.replace(/\.xml$/, ".json"), tree);
      const operation = `ec2.DescribeInstances ${name}`;
      const entries = field.map((who) => ({
        name: who,
        module: `./xml/${who}.mjs`,
        operation,
        where: file,
      }));
      const results = await race(stage, entries, {
        rounds,
        warmUp: { ms: 1_500 * pace, least: 2 },
        round: { ms: 500 * pace, least: 2 },
      });
      goals.push(judge(name, text.length, results));
      tables.push(
        tableOf(`DescribeInstances, ${name}, ${figure(text.length / 1e6)} MB`, text.length, results),
      );
    }
    return {
      method:
        "From the bytes of an answer with 1,000 instances to the value: Inia's is the typed output of DescribeInstances, with numbers, " +
        `booleans and dates, and a malformed document is refused. Median of ${rounds} rounds, least and greatest in brackets. MB/s are those of the XML.`,
      goals,
      tables,
    };
  },
};

function judge(name: string, size: number, results: Results): Goal {
  const rate = (who: string): number => size / 1000 / median(milliseconds(roundsOf(results, who)));
  const beside = `fast-xml-parser ${figure(rate("fast-xml-parser"))} MB/s, JSON.parse ${figure(rate("json-parse"))} MB/s`;
  return atLeast(`${name}, typed and checked`, rate("inia"), 100, unit(" MB/s"), beside);
}

function tableOf(title: string, size: number, results: Results): Table {
  const theirs = milliseconds(roundsOf(results, "fast-xml-parser"));
  const rows = [...results].map(([name, rounds]) => {
    const label = labels[name] ?? name;
    if (rounds instanceof Error) return [label, rounds.message, "", ""];
    const own = milliseconds(rounds);
    const rate = own.map((ms) => size / 1000 / ms);
    return [label, withSpread(own), withSpread(rate), times(pairedRatio(theirs, own))];
  });
  return { title, head: ["", "ms", "MB/s", "fast-xml-parser's time ÷"], rows };
}
