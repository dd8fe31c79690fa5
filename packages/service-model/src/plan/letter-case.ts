/** Spelling of names: how a word of the model becomes an identifier or a file name. */

/** `IoT Data Plane` → `IoTDataPlane`, `codestar notifications` → `CodestarNotifications`. */
export function pascalCase(words: string): string {
  const parts = words.split(/\W+/).filter(Boolean);
  return identifier(parts.map(upperFirst).join(""));
}

/** Name of a type after the name of its shape: `errorMessage` → `ErrorMessage`, `__Element` → `Element`. */
export function typeCase(shapeName: string): string {
  return identifier(upperFirst(shapeName.replace(/\W/g, "").replace(/^_+/, "")));
}

/** The text with its first letter in upper case. */
export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The text with its first letter in lower case. */
export function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function identifier(name: string): string {
  return /^[0-9]|^$/.test(name) ? `X${name}` : name;
}

/** `DescribeX` → `describeX`, `HTTPGet` → `httpGet`, `ARNsOf` → `arnsOf`: a leading acronym is one word. */
export function camelCase(name: string): string {
  const pascal = typeCase(name);
  const head = /^[A-Z]{2,}s(?![a-z])|^[A-Z]+(?![a-z])|^[A-Z]/.exec(pascal)?.[0] ?? "";
  return head.toLowerCase() + pascal.slice(head.length);
}

/** `GetParcel` → `get-parcel`, `ListACLs` → `list-acls`, `PutEC2Key` → `put-ec2-key`. */
export function kebabCase(name: string): string {
  return typeCase(name)
    .replace(
      /([A-Z]{2,})s(?![a-z])/g,
      (_, acronym: string) => `${acronym[0]}${acronym.slice(1).toLowerCase()}s`,
    )
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1-$2")
    .replaceAll("_", "-")
    .toLowerCase();
}
