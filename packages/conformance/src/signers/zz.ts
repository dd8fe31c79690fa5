import { createClient } from "@inia/dynamic";
import { presign } from "@inia/core/presign";
import { readFileSync } from "node:fs";
Date.now = () => 1772600767000;
const cases = JSON.parse(readFileSync("/tmp/sg/cases.json", "utf8")), want = JSON.parse(readFileSync("/tmp/sg/bc.json", "utf8"));
for (const [i, [svc, op, params]] of cases.entries()) {
  const client = await createClient(svc, { models: "/tmp/botocore-data/botocore/data", region: "eu-west-1", credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", sessionToken: "tok/en+==" }, s3: { addressingStyle: "virtual" } });
  const got = await presign(client as any, client.operations[op] as any, params, { expiresIn: 900 }).catch((e) => ({ url: "ERR " + e, method: "", headers: {} }) as any);
  const norm = (u: string) => { const [a, q = ""] = u.split("?"); return [a, ...q.split("&").map((p) => (p.includes("=") ? p : p + "=")).sort()]; };
  const g = norm(got.url), w = norm(want[i]);
  const miss = w.filter((x) => !g.includes(x)), extra = g.filter((x) => !w.includes(x));
  console.log(miss.length + extra.length ? "DIFF" : "ok", svc, op, got.method, JSON.stringify(got.headers), miss.length + extra.length ? `\n   botocore ${miss}\n   ours ${extra}` : "", got.body ? "body " + got.body.length : "");
}
