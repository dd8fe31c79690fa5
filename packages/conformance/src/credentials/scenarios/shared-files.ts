import { ConfigError, CredentialsError } from "@inia/core";
import { fromSharedFiles } from "@inia/core/credentials";
import { tokenOf } from "../find-leaks.ts";
import { scenarios, type Scenario } from "../scenario.ts";
import { base, baseRole, keys, variables } from "./parts.ts";

const off = { AWS_EC2_METADATA_DISABLED: "true" };

/** Static keys in the credentials file and in the config file, and how the files are read. */
export const sharedFiles: Scenario[] = [
  ...scenarios("credentials file", [
    ["success", "the default profile", { credentials: `[default]\n${keys("FILE")}` }, { gets: "FILE", holds: { token: false } }],
    ["success", "the profile of AWS_PROFILE", { variables: { AWS_PROFILE: "dev" }, credentials: `[default]\n${keys("FILE")}[dev]\n${keys("DEV")}` }, { gets: "DEV" }],
    ["success", "the profile of AWS_DEFAULT_PROFILE", { variables: { AWS_DEFAULT_PROFILE: "dev" }, credentials: `[dev]\n${keys("DEV")}` }, { gets: "DEV" }],
    ["precedence", "AWS_PROFILE before AWS_DEFAULT_PROFILE", { variables: { AWS_PROFILE: "dev", AWS_DEFAULT_PROFILE: "other" }, credentials: `[other]\n${keys("OTHER")}[dev]\n${keys("DEV")}` }, { gets: "DEV" }],
    ["success", "the profile named in code", { profile: "dev", credentials: `[default]\n${keys("FILE")}[dev]\n${keys("DEV")}` }, { gets: "DEV" }],
    ["success", "with a session token", { credentials: `[default]\n${keys("FILE")}aws_session_token = ${tokenOf("FILE")}\n` }, { gets: "FILE", holds: { token: true } }],
    ["success", "with the token's old key", { credentials: `[default]\n${keys("FILE")}aws_security_token = ${tokenOf("FILE")}\n` }, { gets: "FILE", holds: { token: true } }],
    ["precedence", "the token's new key goes first", { credentials: `[default]\n${keys("FILE")}aws_security_token = canary-other\naws_session_token = ${tokenOf("FILE")}\n` }, { gets: "FILE", holds: { token: true } }],
    ["success", "with an account", { credentials: `[default]\n${keys("FILE")}aws_account_id = 7\n` }, { gets: "FILE", holds: { accountId: "7" } }],
    ["success", "another file", { variables: { AWS_SHARED_CREDENTIALS_FILE: "HOME/other" }, files: { other: `[default]\n${keys("OTHER")}` }, credentials: `[default]\n${keys("FILE")}` }, { gets: "OTHER" }],
    ["success", "another file, below the home", { variables: { AWS_SHARED_CREDENTIALS_FILE: "~/other" }, files: { other: `[default]\n${keys("OTHER")}` } }, { gets: "OTHER" }],
    ["failure", "another file that does not exist", { variables: { ...off, AWS_SHARED_CREDENTIALS_FILE: "HOME/gone" }, credentials: `[default]\n${keys("FILE")}` }, { fails: [CredentialsError, "no aws_access_key_id in profile \"default\" of the credentials file"] }],
    ["failure", "no files at all", { variables: off }, { fails: [CredentialsError, "no credentials; looked at"] }],
    ["failure", "a profile that does not exist", { profile: "gone", credentials: "[a]\n[b]\n" }, { fails: [ConfigError, 'no profile "gone"; profiles are: a, b'] }],
    ["failure", "AWS_PROFILE that does not exist", { variables: { AWS_PROFILE: "gone" } }, { fails: [ConfigError, 'no profile "gone"'] }],
    ["malformed", "a key without a secret ends the search", { credentials: "[default]\naws_access_key_id = FILE\n", config: `[default]\n${keys("CONFIG")}` }, { fails: [CredentialsError, "but no aws_secret_access_key"] }],
    ["malformed", "a secret without a key is none", { credentials: "[default]\naws_secret_access_key = canary-secret\n", config: `[default]\n${keys("CONFIG")}` }, { gets: "CONFIG" }],
    ["malformed", "an empty key is none", { credentials: "[default]\naws_access_key_id =\naws_secret_access_key = canary\n", config: `[default]\n${keys("CONFIG")}` }, { gets: "CONFIG" }],
    ["malformed", "a line that is nothing", { credentials: "[default]\ncanary-line\n" }, { fails: [ConfigError, "line 2 is not a key and a value"] }],
    ["malformed", "a key outside of sections", { credentials: keys("FILE") }, { fails: [ConfigError, "line 1 is not a section"] }],
    ["malformed", "a folder in place of the file", { variables: { AWS_SHARED_CREDENTIALS_FILE: "HOME/.aws" }, config: "" }, { fails: [ConfigError, "cannot be read (EISDIR)"] }],
    ["malformed", "BOM, CRLF, tabs, other case", { credentials: `\uFEFF[default]\r\n\tAWS_Access_Key_ID\t=\tFILE\r\n\taws_secret_access_key\t=\tcanary-secret-of-FILE\r\n` }, { gets: "FILE" }],
    ["malformed", "a section that comes twice", { credentials: `[default]\n${keys("OLD")}[x]\n[default]\n${keys("FILE")}` }, { gets: "FILE" }],
    ["malformed", "a profile named constructor", { profile: "constructor", credentials: `[constructor]\n${keys("FILE")}` }, { gets: "FILE" }],
    ["malformed", "a profile named __proto__", { profile: "__proto__", credentials: `[__proto__]\n${keys("FILE")}` }, { gets: "FILE" }],
    ["malformed", "a profile named toString that nobody wrote", { profile: "toString", credentials: `[a]\n` }, { fails: [ConfigError, 'no profile "toString"'] }],
    ["malformed", "a key named __proto__", { credentials: `[default]\n__proto__ = x\n${keys("FILE")}` }, { gets: "FILE" }],
    ["failure", "something wrong is put right", { credentials: "[default]\naws_access_key_id = FILE\n" }, { fails: [CredentialsError, "but no aws_secret_access_key"] }, { files: { ".aws/credentials": `[default]\n${keys("FILE")}` }, gets: "FILE" }],
    ["failure", "a wrong file is put right", { credentials: "canary\n" }, { fails: [ConfigError, "line 1"] }, { files: { ".aws/credentials": `[default]\n${keys("FILE")}` }, gets: "FILE" }],
    ["success", "as fromSharedFiles", { from: () => fromSharedFiles({ profile: "dev" }), credentials: `[dev]\n${keys("DEV")}`, variables: variables("ENV") }, { gets: "DEV" }],
    ["failure", "fromSharedFiles asks neither container nor instance", { from: fromSharedFiles, variables: { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "/x" } }, { fails: [CredentialsError, "config file (no aws_access_key_id"], asks: [] }],
  ]),
  ...scenarios("config file", [
    ["success", "the default profile", { config: `[default]\n${keys("CONFIG")}` }, { gets: "CONFIG" }],
    ["success", "[profile default]", { config: `[profile default]\n${keys("CONFIG")}` }, { gets: "CONFIG" }],
    ["success", "a profile", { profile: "dev", config: `[profile dev]\n${keys("CONFIG")}` }, { gets: "CONFIG" }],
    ["success", "a profile whose name has a blank", { profile: "my dev", config: `[profile "my dev"]\n${keys("CONFIG")}` }, { gets: "CONFIG" }],
    ["failure", "a section without the word profile is none", { profile: "dev", config: `[dev]\n${keys("CONFIG")}` }, { fails: [ConfigError, 'no profile "dev"'] }],
    ["success", "with token and account", { config: `[default]\n${keys("CONFIG")}aws_session_token = ${tokenOf("CONFIG")}\naws_account_id = 7\n` }, { gets: "CONFIG", holds: { token: true, accountId: "7" } }],
    ["success", "another file", { variables: { AWS_CONFIG_FILE: "HOME/other" }, files: { other: `[default]\n${keys("OTHER")}` }, config: `[default]\n${keys("CONFIG")}` }, { gets: "OTHER" }],
    ["malformed", "a key without a secret", { config: "[default]\naws_access_key_id = CONFIG\n" }, { fails: [CredentialsError, "of the config file has aws_access_key_id, but no aws_secret_access_key"] }],
    ["malformed", "not UTF-8", { variables: { AWS_CONFIG_FILE: process.execPath } }, { fails: [ConfigError, "is not UTF-8"] }],
    ["precedence", "the credentials file goes first", { config: `[default]\n${keys("CONFIG")}`, credentials: `[default]\n${keys("FILE")}` }, { gets: "FILE" }],
    ["precedence", "keys of one file do not mix with those of the other", { config: `[default]\naws_session_token = canary-other\n`, credentials: `[default]\n${keys("FILE")}` }, { gets: "FILE", holds: { token: false } }],
    ["success", "a role in one file, its source in the other", { config: `[default]\n${baseRole}`, credentials: `[base]\n${keys("BASE")}` }, { gets: "ROLE" }],
    ["success", "the source in both", { config: `[default]\n${baseRole}${base}`, credentials: `[base]\nregion = x\n` }, { gets: "ROLE" }],
  ]),
  ...scenarios("predecessors of the shared files", [
    ["failure", "AWS_CREDENTIAL_FILE is not read", { variables: { ...off, AWS_CREDENTIAL_FILE: "HOME/old" }, files: { old: "AWSAccessKeyId=OLD\nAWSSecretKey=canary\n" } }, { fails: [CredentialsError, "no credentials; looked at"] }],
    ["failure", "BOTO_CONFIG is not read", { variables: { ...off, BOTO_CONFIG: "HOME/old" }, files: { old: `[Credentials]\n${keys("OLD")}`, ".boto": `[Credentials]\n${keys("OLD")}` } }, { fails: [CredentialsError, "no credentials; looked at"] }],
  ]),
]; // prettier-ignore
