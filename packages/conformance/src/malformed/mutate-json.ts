import type { Random } from "../endpoints/parameter-samples.ts";
import { hostileJson, hostileNames, pick } from "./hostile.ts";

/** JSON as text by its parts: members may occur twice, and a value may be no JSON at all. */
type Tree = { members: [name: string, value: Tree][] } | { items: Tree[] } | { text: string };

function treeOf(value: unknown): Tree {
  if (Array.isArray(value)) return { items: value.map(treeOf) };
  if (value === null || typeof value !== "object") return { text: JSON.stringify(value) };
  return { members: Object.entries(value).map(([name, member]) => [name, treeOf(member)]) };
}

function print(tree: Tree): string {
  if ("text" in tree) return tree.text;
  if ("items" in tree) return `[${tree.items.map(print).join(",")}]`;
  return `{${tree.members.map(([name, value]) => `${JSON.stringify(name)}:${print(value)}`).join(",")}}`;
}

function nodesOf(tree: Tree): Tree[] {
  if ("text" in tree) return [tree];
  const inner = "items" in tree ? tree.items : tree.members.map(([, value]) => value);
  return [tree, ...inner.flatMap(nodesOf)];
}

/** Changes a document at one place: drops, repeats, retypes or adds. Text that is no JSON gets something at its end. */
export function mutateJson(text: string, random: Random): string {
  let tree: Tree;
  try {
    tree = treeOf(JSON.parse(text));
  } catch {
    return text + pick(random, hostileJson);
  }
  const nodes = nodesOf(tree);
  change(pick(random, nodes), random);
  return print(tree);
}

function change(node: Tree, random: Random): void {
  const hostile = (): Tree => ({ text: pick(random, hostileJson) });
  const kind = random(5);
  if ("text" in node) node.text = pick(random, hostileJson);
  else if ("items" in node) changeList(node.items, random, kind, hostile);
  else changeMembers(node.members, random, kind, hostile);
}

function changeList(items: Tree[], random: Random, kind: number, hostile: () => Tree): void {
  const at = random(items.length + 1);
  if (kind === 0) items.splice(at, 1);
  else if (kind === 1) items.splice(at, 0, { text: "null" });
  else if (kind === 2 && items[at]) items.push(items[at]);
  else if (kind === 3) items.splice(at, 1, hostile());
  else
    for (let depth = random(300); depth > 0; depth--) items.splice(0, 1, { items: [items[0] ?? hostile()] });
}

function changeMembers(members: [string, Tree][], random: Random, kind: number, hostile: () => Tree): void {
  const at = random(Math.max(1, members.length));
  const member = members[at];
  if (kind === 0) members.splice(at, 1);
  else if (kind === 1) members.push([pick(random, hostileNames), hostile()]);
  else if (kind === 2 && member) members.push([member[0], random(2) === 0 ? member[1] : hostile()]);
  else if (kind === 3 && member) member[1] = random(3) === 0 ? { text: "null" } : hostile();
  else if (member) member[0] = pick(random, hostileNames);
}
