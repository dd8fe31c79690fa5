import { format } from "prettier";
import { createEnvironment } from "../../packages/core/src/config/environment-web.ts";
import {
  metadataSettings,
  optionExceptions,
  s3Settings,
  settings,
  variableExceptions,
} from "../../packages/core/src/config/settings-table.ts";
import type { SettingKind } from "../../packages/core/src/config/setting.ts";
import { resolveConfig } from "../../packages/core/src/config/settings.ts";
import type { Protocol } from "../../packages/core/src/protocols/protocol.ts";
import { interfaceMembers, type Member } from "./interface-members.ts";
import { metadata, metadataMeanings, settingGroups, type OtherSetting } from "./other-settings.ts";

const configFile = "packages/core/src/config/client-config.ts";
const camelCase = (key: string): string => key.replace(/_(.)/g, (_, first: string) => first.toUpperCase());
const code = (text: string): string => `\`${text}\``;
const list = (texts: readonly string[]): string => texts.map(code).join(", ") || "–";

const intro = `# Configuration

Every setting of a client. This page is written by \`pnpm docs:config\` from the tables that the SDK itself reads.

A value is looked for in this order, and the first place that has one wins:

1. the code: \`new S3Client({ region: "eu-west-1" })\`, then what its session was given;
2. variables of the environment, where there are several in the order they are listed;
3. the active profile of the shared files: the credentials file, then the config file;
4. the default.

An empty variable or key, and \`undefined\` in code, count as left out. Words may be in any case. A value that is not allowed
is an error that names its place. In a browser there are no variables and no files.
Where a value came from is told by \`await session.describeConfig()\`, or \`await describeConfig(client)\`.
`;

/** The text of docs/configuration.md. */
export async function configurationPage(): Promise<string> {
  const initial = await resolveConfig({}, { id: "", protocol: {} as Protocol }, createEnvironment());
  const members = interfaceMembers(configFile, "ClientConfig");
  const read = Object.keys(settings).map((key) => {
    const option = optionExceptions[key] ?? camelCase(key);
    return settingRow(memberOf(members, option), key, initial[option as never]);
  });
  const named = new Set(Object.keys(settings).map((key) => optionExceptions[key] ?? camelCase(key)));
  const onlyCode = members.filter(({ name }) => !named.has(name));
  const sections = [
    intro,
    `## Settings\n\n${table(["Option", "Variable", "Profile key", "Values", "Default", "Meaning"], read)}`,
    s3Section(),
    `## In code alone\n\n${table(["Option", "Type", "Meaning"], onlyCode.map(plainRow))}`,
    timeoutsSection(),
    ...settingGroups.map(({ title, text, settings: rows }) =>
      groupSection(
        title,
        text,
        rows === metadata ? Object.keys(metadataSettings).map(metadataSetting) : rows,
      ),
    ),
  ];
  return format(sections.join("\n"), { parser: "markdown" });
}

function variablesOf(key: string): readonly string[] {
  return variableExceptions[key] ?? [`AWS_${key.toUpperCase()}`];
}

function memberOf(members: readonly Member[], name: string): Member {
  const member = members.find((one) => one.name === name);
  if (member === undefined) throw new Error(`${configFile} has no option ${name}`);
  return member;
}

function settingRow({ name, meaning }: Member, key: string, initial: unknown): string[] {
  // The key says the opposite of the option.
  const opposite = key === "disable_host_prefix_injection" ? " Variable and key turn it off." : "";
  return [code(name), list(variablesOf(key)), code(key), valuesOf(settings[key]!), shown(initial), meaning + opposite]; // prettier-ignore
}

/** What a setting may be, in words. */
function valuesOf(kind: SettingKind): string {
  if (kind === "list") return "list, with commas outside of code";
  return kind === "text" || kind.startsWith("an integer") ? kind : list(kind.split(", "));
}

function plainRow({ name, type, meaning }: Member): string[] {
  return [code(name), code(type), meaning];
}

function shown(value: unknown): string {
  return value === undefined ? "–" : code(String(value));
}

function s3Section(): string {
  const members = interfaceMembers(configFile, "S3Config");
  const rows = Object.keys(s3Settings).map((key) => {
    const { name, meaning } = memberOf(members, camelCase(key));
    const [kind, outside] = s3Settings[key]!;
    const own = `s3_${key}`;
    return [code(`s3.${name}`), list(outside ? [`AWS_${own.toUpperCase()}`] : []), list(outside ? [own, key] : [key]), valuesOf(kind), meaning]; // prettier-ignore
  });
  const text =
    "Options stand in `s3: { … }`, keys in the nested `s3 =` block of the profile. A key that begins with `s3_` may stand in the " +
    "profile itself, and wins over the block. None has a default of its own; with another `defaultsMode` than `legacy`, " +
    "`usEast1RegionalEndpoint` is `regional`.";
  return `## S3\n\n${text}\n\n${table(["Option", "Variable", "Profile key", "Values", "Meaning"], rows)}`;
}

function timeoutsSection(): string {
  const rows = interfaceMembers("packages/core/src/http/messages.ts", "Timeouts").map(({ name, meaning }) => [
    code(`timeouts.${name}`),
    meaning,
  ]);
  const text =
    "In milliseconds, in `timeouts: { … }`. The defaults modes `standard` and `cross-region` set `connect` to 3,100, " +
    "`in-region` to 1,100 and `mobile` to 30,000.";
  return `## Timeouts\n\n${text}\n\n${table(["Option", "Meaning"], rows)}`;
}

function metadataSetting(key: string): OtherSetting {
  const found = metadataMeanings[key];
  if (found === undefined) throw new Error(`${key} is not described`);
  return { variables: variablesOf(key), keys: [key], initial: found[0], meaning: found[1] };
}

function groupSection(title: string, text: string, rows: readonly OtherSetting[]): string {
  const cells = rows.map(({ variables = [], keys = [], initial = "–", meaning }) => [list(variables), list(keys), initial, meaning]); // prettier-ignore
  return `## ${title}\n\n${text}\n\n${table(["Variable", "Profile key", "Default", "Meaning"], cells)}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |\n`;
  return line(head) + line(head.map(() => "---")) + rows.map(line).join("");
}
