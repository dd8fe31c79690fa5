/** The floor: the same tree as JSON, as the parser that is built in reads it. */
import { readFileSync } from "node:fs";

export async function open(_, file) {
  const body = readFileSync(file.replace(/\.xml$/, ".json"));
  return () => JSON.parse(body.toString()).DescribeInstancesResponse.reservationSet.item.length;
}
