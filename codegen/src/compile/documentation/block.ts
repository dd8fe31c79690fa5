/** Documentation between HTML and Markdown: blocks whose text is Markdown already. */
export type Block =
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "list"; readonly ordered: boolean; readonly items: readonly (readonly Block[])[] }
  | { readonly kind: "note"; readonly label: string; readonly blocks: readonly Block[] }
  | { readonly kind: "code"; readonly lines: readonly string[] }
  | { readonly kind: "table"; readonly rows: readonly (readonly string[])[] };

/** Stands for a space at which a line must not break; a private-use character, removed from what comes in. */
export const fixedSpace = "\uE000";
