import { ConfigError, CredentialsError } from "@inia/core";
import { fromContainer } from "@inia/core/credentials";
import { metadataAnswer } from "../doors.ts";
import { scenarios, type Row, type Scenario } from "../scenario.ts";

const RELATIVE = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
const FULL = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
const TOKEN = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
const FILE = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
const task = { [RELATIVE]: "/task" };
const full = { [FULL]: "http://127.0.0.1:PORT/container" };
const refuses = (url: string): Row => [
  "malformed",
  `not to ${url}`,
  { variables: { [FULL]: url } },
  { fails: [ConfigError, FULL], asks: [] },
];

/** The endpoint that ECS, EKS and Greengrass give a container. */
export const container: Scenario[] = scenarios("container", [
  ["success", "a path", { variables: task }, { gets: "CONTAINER", holds: { token: true, minutes: 60 }, asks: ["container /task -"] }],
  ["success", "a URL of this machine", { variables: full }, { gets: "CONTAINER", asks: ["container /container -"] }],
  ["success", "a URL of this machine by name", { variables: { [FULL]: "http://localhost:PORT/container?a=b" } }, { gets: "CONTAINER", asks: ["container /container?a=b -"] }],
  ["success", "https, wherever", { variables: { [FULL]: "https://anywhere.example/container" } }, { gets: "CONTAINER" }],
  ["success", "the address of EKS", { variables: { [FULL]: "http://169.254.170.23/container" } }, { gets: "CONTAINER" }],
  ["success", "the address of EKS, IPv6", { variables: { [FULL]: "http://[fd00:ec2::23]/container" } }, { gets: "CONTAINER" }],
  ["success", "a token", { variables: { ...full, [TOKEN]: "canary-token" } }, { gets: "CONTAINER", asks: ["container /container canary-token"] }],
  ["success", "a token in a file", { variables: { ...full, [FILE]: "HOME/token" }, files: { token: "canary-file" } }, { gets: "CONTAINER", asks: ["container /container canary-file"] }],
  ["success", "a token for the path, too", { variables: { ...task, [TOKEN]: "canary-token" } }, { gets: "CONTAINER", asks: ["container /task canary-token"] }],
  ["success", "an account", { variables: task, answers: { container: metadataAnswer("CONTAINER", 60, { AccountId: "1" }) } }, { gets: "CONTAINER", holds: { accountId: "1" } }],
  ["success", "on its own, as fromContainer", { variables: task, from: fromContainer }, { gets: "CONTAINER" }],
  ["failure", "fromContainer outside of a container", { from: fromContainer }, { fails: [CredentialsError, "are not set"], asks: [] }],
  ["precedence", "the path before the URL", { variables: { ...task, [FULL]: "http://127.0.0.1:PORT/container" } }, { gets: "CONTAINER", asks: ["container /task -"] }],
  ["precedence", "the file before the token", { variables: { ...full, [TOKEN]: "canary-token", [FILE]: "HOME/token" }, files: { token: "canary-file" } }, { gets: "CONTAINER", asks: ["container /container canary-file"] }],
  ["refresh", "before the end, and the file is read again", { variables: { ...full, [FILE]: "HOME/token" }, files: { token: "canary-1" } }, { gets: "CONTAINER", asks: ["container /container canary-1"] }, { after: 59.5 * 60, files: { token: "canary-2" }, gets: "CONTAINER2", asks: ["container /container canary-2"] }],
  ["refresh", "it refuses then: the old ones stay", { variables: task, answers: { container: [metadataAnswer("CONTAINER"), [403, "canary"]] } }, { gets: "CONTAINER" }, { after: 59.5 * 60, gets: "CONTAINER", warnings: 1 }],
  ["failure", "500, then good", { variables: task, answers: { container: [[500, ""], metadataAnswer("CONTAINER")] } }, { gets: "CONTAINER", asks: ["container /task -", "container /task -"] }],
  ["failure", "500 three times", { variables: task, answers: { container: [500, "canary"] } }, { fails: [CredentialsError, "HTTP 500"], asks: ["container /task -", "container /task -", "container /task -"] }],
  ["failure", "hung up once", { variables: task, answers: { container: ["reset", metadataAnswer("CONTAINER")] } }, { gets: "CONTAINER" }],
  ["failure", "403 once", { variables: task, answers: { container: [403, "canary"] } }, { fails: [CredentialsError, "HTTP 403"], asks: ["container /task -"] }],
  ["failure", "404: not remembered", { variables: task, answers: { container: [[404, ""], metadataAnswer("CONTAINER")] } }, { fails: [CredentialsError, "HTTP 404"] }, { gets: "CONTAINER" }],
  ["failure", "a redirect is not followed", { variables: task, answers: { container: [302, ""] } }, { fails: [CredentialsError, "HTTP 302"], asks: ["container /task -"] }],
  ["malformed", "no JSON, then good", { variables: task, answers: { container: [[200, "<canary>"], metadataAnswer("CONTAINER")] } }, { gets: "CONTAINER" }],
  ["malformed", "JSON of something else", { variables: task, answers: { container: [200, { code: "canary" }] } }, { fails: [CredentialsError, "no AccessKeyId, SecretAccessKey, Token, Expiration"] }],
  ["malformed", "no end", { variables: task, answers: { container: metadataAnswer("CONTAINER", 60, { Expiration: undefined }) } }, { fails: [CredentialsError, "no Expiration"] }],
  ["malformed", "an end that is no time", { variables: task, answers: { container: metadataAnswer("CONTAINER", 60, { Expiration: "canary" }) } }, { fails: [CredentialsError, "is not a time"] }],
  ["expiry", "credentials that are over already", { variables: task, answers: { container: metadataAnswer("CONTAINER", -1) } }, { fails: [CredentialsError, "expired"] }],
  ["malformed", "a token of two lines", { variables: { ...full, [TOKEN]: "canary\r\nx: y" } }, { fails: [ConfigError, "does not hold a token of one line"], asks: [] }],
  ["malformed", "a token file of two lines", { variables: { ...full, [FILE]: "HOME/token" }, files: { token: "canary\n" } }, { fails: [ConfigError, "does not hold a token of one line"], asks: [] }],
  ["failure", "no token file", { variables: { ...full, [FILE]: "HOME/gone" } }, { fails: [CredentialsError, "cannot be read"], asks: [] }],
  ["malformed", "a path that is a host", { variables: { [RELATIVE]: "//evil/x" } }, { fails: [ConfigError, "is not a path"], asks: [] }],
  ["malformed", "a path that is none", { variables: { [RELATIVE]: "x" } }, { fails: [ConfigError, "is not a path"], asks: [] }],
  refuses("http://169.254.169.254/x"),
  refuses("http://1.2.3.4/x"),
  refuses("http://[::2]/x"),
  refuses("http://[::ffff:169.254.169.254]/x"),
  refuses("http://user:canary@127.0.0.1/x"),
  refuses("http://2130706433@evil/"),
  refuses("ftp://127.0.0.1/x"),
]); // prettier-ignore
