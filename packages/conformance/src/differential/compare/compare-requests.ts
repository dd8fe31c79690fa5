import type { ProtocolName } from "@inia/service-model";
import { compareBodies } from "./compare-bodies.ts";
import { compareValues, differenceOfTexts } from "./compare-values.ts";
import { jsonTree } from "./document-trees.ts";
import type { Finding, Report } from "./finding.ts";

/** A request as it would be sent, but for what signing and the transport add. */
export interface WrittenRequest {
  readonly method: string;
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Reports where two requests differ. Without `body`, bodies and their types are not looked at. */
export function compareRequests(
  protocol: ProtocolName,
  ours: WrittenRequest,
  botocore: WrittenRequest,
  report: Report,
  { body = true }: { readonly body?: boolean } = {},
): void {
  compareTexts("method", "", ours.method, botocore.method, report);
  const [left, right] = [split(ours.url), split(botocore.url)];
  compareTexts("host", "", left.host, right.host, report);
  compareTexts("path", "", left.path, right.path, report);
  compareQueries(left.query, right.query, report);
  for (const name of new Set([...Object.keys(ours.headers), ...Object.keys(botocore.headers)])) {
    if (name === "content-type" && !body) continue;
    compareHeader(name, ours.headers[name], botocore.headers[name], report);
  }
  if (body) compareBodies(protocol, ours.body, botocore.body, report);
}

function split(url: string): { host: string; path: string; query: string } {
  const [, host = "", path = "", query = ""] = /^https:\/\/([^/?]*)([^?]*)(?:\?(.*))?$/s.exec(url) ?? [];
  return { host, path: path || "/", query };
}

function compareTexts(
  part: Finding["part"],
  path: string,
  ours: string | undefined,
  botocore: string | undefined,
  report: Report,
): void {
  if (ours === botocore) return;
  const what =
    ours === undefined
      ? "missing"
      : botocore === undefined
        ? ours === ""
          ? "extra, and empty"
          : "extra"
        : differenceOfTexts(ours, botocore);
  if (what) report({ part, what, path, ours, botocore });
}

function compareQueries(ours: string, botocore: string, report: Report): void {
  if (ours === botocore) return;
  const [left, right] = [ours, botocore].map((query) => pairsOf(query));
  const names = new Set([...left!, ...right!].map(([name]) => name));
  let same = true;
  for (const name of names) {
    const [mine, its] = [left!, right!].map((pairs) =>
      pairs.filter(([other]) => other === name).map(([, v]) => v),
    );
    for (let index = 0; index < Math.max(mine!.length, its!.length); index++) {
      same &&= mine![index] === its![index];
      compareTexts("query", name, mine![index], its![index], report);
    }
  }
  if (!same) return;
  const [mine, its] = [ours, botocore].map((query) => query.split("&").sort().join("&"));
  report({
    part: "query",
    what: mine === its ? "another order" : "another spelling",
    path: "",
    ours,
    botocore,
  });
}

/** Pairs of a query string, decoded: what is encoded in vain or left as it is makes no difference to a service. */
function pairsOf(query: string): [name: string, value: string][] {
  if (query === "") return [];
  return query.split("&").map((pair) => {
    const at = pair.includes("=") ? pair.indexOf("=") : pair.length;
    return [decodeURIComponent(pair.slice(0, at)), decodeURIComponent(pair.slice(at + 1))];
  });
}

function compareHeader(
  name: string,
  ours: string | undefined,
  botocore: string | undefined,
  report: Report,
): void {
  if (ours === botocore) return;
  const [mine, its] = [ours, botocore].map((value) =>
    jsonTree(Buffer.from(value ?? "", "base64").toString()),
  );
  // A header that carries base64 of JSON: each side has its own spaces.
  if (mine instanceof Object && its instanceof Object) compareValues("header", mine, its, report, name);
  else compareTexts("header", name, ours, botocore, report);
}
