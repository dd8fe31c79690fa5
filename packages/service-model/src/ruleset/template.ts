/** A piece of a template string: text, or a reference `Name`, `Name#attribute`. */
export type TemplatePart = string | { readonly name: string; readonly attributes: readonly string[] };

/**
 * The pieces of a ruleset's template string, such as `https://{Bucket}.s3.{PartitionResult#dnsSuffix}`.
 *
 * As botocore has it, a string is a template only if it holds a reference of letters and `#` alone; then all braces
 * count, and `{{` and `}}` are literal ones.
 *
 * @throws SyntaxError for a brace without its partner.
 */
export function parseTemplate(text: string): TemplatePart[] {
  if (!/\{[a-zA-Z#]+\}/.test(text)) return [text];
  const parts: TemplatePart[] = [];
  let literal = "";
  for (const [token] of text.matchAll(/\{\{|\}\}|\{[^{}]*\}|[{}]|[^{}]+/g)) {
    if (token === "{" || token === "}")
      throw new SyntaxError(`Unbalanced brace in the template ${JSON.stringify(text)}`);
    if (token === "{{" || token === "}}" || token[0] !== "{") {
      literal += token === "{{" || token === "}}" ? token[0] : token;
      continue;
    }
    if (literal) parts.push(literal);
    literal = "";
    const [name = "", ...attributes] = token.slice(1, -1).split("#");
    parts.push({ name, attributes });
  }
  if (literal) parts.push(literal);
  return parts;
}
