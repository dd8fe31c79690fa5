import { ConfigError, CredentialsError, ServiceError } from "@inia/core";
import { fromStatic } from "@inia/core/credentials";
import { secretOf } from "../find-leaks.ts";
import { stsAnswer, stsError } from "../doors.ts";
import { scenarios, type Row, type Scenario } from "../scenario.ts";
import { base, baseRole, keys, loginProfile, variables } from "./parts.ts";

const role = { config: `[default]\n${baseRole}${base}` };
const living = (minutes: number, ...more: number[]) => ({
  ...role,
  answers: {
    AssumeRole: [minutes, ...more].map((life, n) => stsAnswer("AssumeRole", `ROLE${n || ""}`, life)),
  },
});
const expired = (code: string, status = 400) => [status, { __type: code, message: "no" }] as const;
const ok = [200, {}] as const;

/** Lifetimes, and how many minutes before the end the first caller starts a renewal that nobody waits for. */
const windows: Row[] = [[15, 5], [20, 5], [21, 15], [60, 15], [89, 15], [90, 60], [360, 60], [720, 60]].map(([life, window]) => [
  "refresh", `a lifetime of ${life} minutes: renewed ${window} minutes before the end`, living(life!, life!),
  { gets: "ROLE" },
  { after: (life! - window!) * 60 - 1, gets: "ROLE", asks: [], calls: 3 },
  { after: 1, gets: "ROLE", calls: 3 },
  { gets: "ROLE1" },
]); // prettier-ignore

/** What a client keeps of any source: windows, failures, rejections. */
export const cache: Scenario[] = [
  ...scenarios("cache", [
    ...windows,
    ["success", "nobody is asked before the first call, and then once for all", role, { calls: 20, gets: "ROLE", asks: ["AssumeRole RoleArn=arn:aws:iam::1:role/r RoleSessionName=inia-1893456000000 by BASE in eu-west-1 at sts.eu-west-1.amazonaws.com"] }],
    ["refresh", "in the last minute everybody waits for one renewal", living(60, 60), { gets: "ROLE" }, { after: 59 * 60, calls: 20, gets: "ROLE1" }],
    ["failure", "a failure before the end: one warning, nobody is asked for 5 minutes", { ...role, answers: { AssumeRole: [stsAnswer("AssumeRole", "ROLE"), stsError(403, "AccessDenied"), stsAnswer("AssumeRole", "NEXT")] } }, { gets: "ROLE" }, { after: 46 * 60, gets: "ROLE" }, { after: 299, calls: 3, gets: "ROLE", asks: [] }, { after: 302, gets: "ROLE" }, { gets: "NEXT" }],
    ["expiry", "a failure past the end: the old ones stay", { ...role, answers: { AssumeRole: [stsAnswer("AssumeRole", "ROLE"), stsError(403, "AccessDenied")] } }, { gets: "ROLE" }, { after: 70 * 60, calls: 3, gets: "ROLE", warnings: 1 }, { after: 299, gets: "ROLE", asks: [], warnings: 0 }, { after: 3600, gets: "ROLE", warnings: 1 }],
    ["expiry", "renewal that gives expired ones is a failure", living(60, -1), { gets: "ROLE" }, { after: 59.5 * 60, gets: "ROLE", warnings: 1 }],
    ["failure", "a wrong configuration is remembered for a moment", { config: "[default]\nrole_arn = r\n" }, { fails: [ConfigError, "needs one of"] }, { files: { ".aws/config": `[default]\n${baseRole}${base}` }, after: 0.9, fails: [ConfigError, "needs one of"] }, { after: 5, gets: "ROLE" }],
    ["failure", "a login that is needed is remembered for a moment", { config: loginProfile }, { fails: [CredentialsError, "aws login"] }, { after: 0.9, files: { ".aws/credentials": `[default]\n${keys("FILE")}` }, fails: [CredentialsError, "aws login"] }, { after: 5, gets: "FILE" }],
    ["failure", "any other failure is not", { ...role, answers: { AssumeRole: [stsError(403, "AccessDenied"), stsAnswer("AssumeRole", "ROLE")] } }, { fails: [CredentialsError, "AccessDenied"], calls: 5 }, { gets: "ROLE" }],
  ]),
  ...scenarios("session", [
    ["success", "clients share what was fetched", { ...role, session: true }, { gets: "ROLE", calls: 3 }, { gets: "ROLE", asks: [], calls: 3 }],
    ["refresh", "clients share the renewal", { ...living(60, 60), session: true }, { gets: "ROLE" }, { after: 45 * 60, gets: "ROLE" }, { gets: "ROLE1" }],
    ["expiry", "a new client is served past the end, when renewal fails", { ...role, session: true, answers: { AssumeRole: [stsAnswer("AssumeRole", "ROLE"), stsError(403, "AccessDenied")] } }, { gets: "ROLE" }, { after: 70 * 60, gets: "ROLE" }, { after: 60, gets: "ROLE" }],
    ["refresh", "what the service calls expired is renewed for all", { ...role, session: true, answers: { target: [ok, expired("ExpiredToken"), ok] } }, { gets: "ROLE" }, { gets: "ROLE2" }, { gets: "ROLE2", asks: [] }],
  ]),
  ...scenarios("rejection", [
    ...["ExpiredToken", "ExpiredTokenException", "RequestExpired"].map((code): Row => ["refresh", `${code}: renewed, and one more attempt`, { ...role, answers: { target: [ok, expired(code), ok] } }, { gets: "ROLE" }, { gets: "ROLE2" }, { gets: "ROLE2", asks: [] }]),
    ["refresh", "20 calls that are rejected together: one renewal", { ...role, answers: { target: [ok, ...Array.from({ length: 20 }, () => expired("ExpiredToken")), ok] } }, { gets: "ROLE" }, { calls: 20, gets: "ROLE2", asks: ["AssumeRole RoleArn=arn:aws:iam::1:role/r RoleSessionName=inia-1893456000000 by BASE in eu-west-1 at sts.eu-west-1.amazonaws.com"] }],
  ]),
  ...scenarios("rejection that stands", [
    ["failure", "static credentials: thrown at once", { from: () => fromStatic({ accessKeyId: "CODE", secretAccessKey: secretOf("CODE") }), answers: { target: expired("ExpiredToken") } }, { fails: [ServiceError, "ExpiredToken"], visits: 1 }],
    ["failure", "variables that have not changed: thrown at once", { variables: variables("ENV"), answers: { target: expired("ExpiredToken") } }, { fails: [ServiceError, "ExpiredToken"], visits: 1 }],
    ["failure", "a renewal that gives the same key", { ...role, answers: { AssumeRole: stsAnswer("AssumeRole", "ROLE"), target: expired("ExpiredToken") } }, { fails: [ServiceError, "ExpiredToken"], visits: 1 }],
    ["failure", "a renewal that fails", { ...role, answers: { AssumeRole: [stsAnswer("AssumeRole", "ROLE"), stsError(403, "AccessDenied")], target: expired("ExpiredToken") } }, { fails: [ServiceError, "ExpiredToken"], visits: 1, warnings: 1 }],
    ["failure", "another key that is rejected, too", { ...role, answers: { target: expired("ExpiredToken") } }, { fails: [ServiceError, "ExpiredToken"], visits: 2 }],
    ["failure", "a rejection for another reason", { ...role, answers: { target: expired("AccessDenied", 403) } }, { fails: [ServiceError, "AccessDenied"], visits: 1 }],
  ]),
]; // prettier-ignore
