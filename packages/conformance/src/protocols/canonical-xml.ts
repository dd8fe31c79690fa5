/** An element with everything that does not matter taken out. */
export interface CanonicalElement {
  readonly name: string;
  readonly attributes: readonly string[];
  /** Text, when there are no child elements. */
  readonly text: string;
  /** Sorted by name; elements of the same name keep their order. */
  readonly children: readonly CanonicalElement[];
}

/** A well-formed document as a tree in which the order of attributes and of differently named elements is settled. */
export function canonicalXml(xml: string): CanonicalElement {
  const root: Open = { name: "", attributes: [], text: "", children: [] };
  const stack: Open[] = [root];
  for (const [, tag, text] of xml.matchAll(/<([^>]*)>|([^<]+)/g)) {
    const top = stack.at(-1)!;
    if (tag === undefined) top.text += text;
    else if (tag.startsWith("/")) stack.pop();
    else if (!/^[?!]/.test(tag)) {
      const [, name = "", rest = ""] = /^([^\s/]+)([\s\S]*?)\/?$/.exec(tag)!;
      const element: Open = {
        name,
        attributes: rest.match(/[^\s=]+="[^"]*"/g)?.sort() ?? [],
        text: "",
        children: [],
      };
      top.children.push(element);
      if (!tag.endsWith("/")) stack.push(element);
    }
  }
  const [document] = root.children;
  if (!document) throw new Error("the document has no root element");
  return settle(document);
}

interface Open {
  name: string;
  attributes: string[];
  text: string;
  children: Open[];
}

function settle({ name, attributes, text, children }: Open): CanonicalElement {
  const settled = children.map(settle).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return { name, attributes, text: children.length > 0 ? "" : text, children: settled };
}
