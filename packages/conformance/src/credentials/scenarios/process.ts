import { ConfigError, CredentialsError } from "@inia/core";
import { fromProcess } from "@inia/core/credentials";
import { tokenOf } from "../find-leaks.ts";
import { scenarios, type Scenario } from "../scenario.ts";
import { at, keys, printed, processGiven } from "./parts.ts";

const node = `"${process.execPath}"`;

/** A profile whose process is some JavaScript, with an argument that nobody must see. */
function script(code: string): { config: string; files: Record<string, unknown> } {
  return {
    config: `[default]\ncredential_process = ${node} HOME/run.cjs canary-argument\n`,
    files: { "run.cjs": code },
  };
}

/** Programs that print credentials. */
export const credentialProcess: Scenario[] = scenarios("process", [
  ["success", "key and secret", processGiven(printed("PROCESS")), { gets: "PROCESS", holds: { token: false } }],
  ["success", "all of it", processGiven(printed("PROCESS", { SessionToken: tokenOf("PROCESS"), Expiration: at(60), AccountId: "1" })), { gets: "PROCESS", holds: { token: true, minutes: 60, accountId: "1" } }],
  ["success", "the account of the profile", processGiven(printed("PROCESS"), "aws_account_id = 7\n"), { gets: "PROCESS", holds: { accountId: "7" } }],
  ["precedence", "its own account before the profile's", processGiven(printed("PROCESS", { AccountId: "1" }), "aws_account_id = 7\n"), { gets: "PROCESS", holds: { accountId: "1" } }],
  ["success", "words are words: no shell", { config: `[default]\ncredential_process = ${node} HOME/run.cjs 'a b' "c;" $HOME > y\n`, files: { "run.cjs": "const [,, ...words] = process.argv; console.log(JSON.stringify({ Version: 1, AccessKeyId: 'PROCESS', SecretAccessKey: 'canary-secret-of-PROCESS', AccountId: words.join('|') }))" } }, { gets: "PROCESS", holds: { accountId: "a b|c;|$HOME|>|y" } }],
  ["success", "words on stderr do no harm", script("console.error('canary'); console.log(JSON.stringify({ Version: 1, AccessKeyId: 'PROCESS', SecretAccessKey: 'canary-secret-of-PROCESS' }))"), { gets: "PROCESS" }],
  ["success", "in code", { from: () => fromProcess({ command: `${node} -p "JSON.stringify({ Version: 1, AccessKeyId: 'PROCESS', SecretAccessKey: 'canary-secret-of-PROCESS' })"` }) }, { gets: "PROCESS" }],
  ["failure", "exit code, and what it says on stderr", script("console.error('no network'); process.exit(3)"), { fails: [CredentialsError, "credential_process failed (3): no network"] }],
  ["failure", "what it says on stdout is never shown", script("console.log('canary'); process.exit(1)"), { fails: [CredentialsError, "credential_process failed (1)"] }],
  ["failure", "no such program", { config: "[default]\ncredential_process = /no/such/program canary\n" }, { fails: [CredentialsError, "failed (ENOENT)"] }],
  ["malformed", "a quote left open", { config: '[default]\ncredential_process = "canary\n' }, { fails: [ConfigError, "credential_process is not a command"] }],
  ["malformed", "no JSON", script("console.log('canary')"), { fails: [CredentialsError, "no JSON object with Version 1"] }],
  ["malformed", "nothing", script(""), { fails: [CredentialsError, "no JSON object with Version 1"] }],
  ["malformed", "a list", processGiven([printed("PROCESS")]), { fails: [CredentialsError, "Version 1"] }],
  ["malformed", "Version 2", processGiven(printed("PROCESS", { Version: 2 })), { fails: [CredentialsError, "Version 1"] }],
  ["malformed", "Version as text", processGiven(printed("PROCESS", { Version: "1" })), { fails: [CredentialsError, "Version 1"] }],
  ["malformed", "no Version", processGiven(printed("PROCESS", { Version: undefined })), { fails: [CredentialsError, "Version 1"] }],
  ["malformed", "no key", processGiven(printed("PROCESS", { AccessKeyId: undefined })), { fails: [CredentialsError, "no AccessKeyId in the answer"] }],
  ["malformed", "no secret", processGiven(printed("PROCESS", { SecretAccessKey: "" })), { fails: [CredentialsError, "no SecretAccessKey in the answer"] }],
  ["malformed", "names in another case", processGiven({ Version: 1, accessKeyId: "PROCESS", secretAccessKey: "canary" }), { fails: [CredentialsError, "no AccessKeyId, SecretAccessKey"] }],
  ["malformed", "two megabytes", script("process.stdout.write('canary'.repeat(400_000))"), { fails: [CredentialsError, "printed more than 1 MiB"] }],
  ["malformed", "an end that is no time", processGiven(printed("PROCESS", { Expiration: "canary" })), { fails: [CredentialsError, "Expiration is not a time"] }],
  ["expiry", "credentials that are over already", processGiven(printed("PROCESS", { Expiration: at(0) })), { fails: [CredentialsError, "expired"] }],
  ["refresh", "it runs again before the end", processGiven(printed("PROCESS", { Expiration: at(60) })), { gets: "PROCESS" }, { after: 59.5 * 60, files: { printed: printed("NEXT", { Expiration: at(120) }) }, gets: "NEXT" }],
  ["refresh", "it fails then: the old ones stay", processGiven(printed("PROCESS", { Expiration: at(60) })), { gets: "PROCESS" }, { after: 59.5 * 60, files: { printed: "canary" }, gets: "PROCESS", warnings: 1 }],
  ["refresh", "without an end it runs once", processGiven(printed("PROCESS")), { gets: "PROCESS" }, { after: 1e7, files: { printed: "canary" }, gets: "PROCESS" }],
  ["failure", "it fails once: not remembered", processGiven("canary"), { fails: [CredentialsError, "Version 1"] }, { files: { printed: printed("PROCESS") }, gets: "PROCESS" }],
  ["precedence", "keys of the credentials file go first", { ...processGiven(printed("PROCESS")), credentials: `[default]\n${keys("FILE")}` }, { gets: "FILE" }],
]); // prettier-ignore
