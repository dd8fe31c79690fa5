/** A TypeScript block of a Markdown page. */
export interface Example {
  /** Page and line of its fence. */
  readonly place: string;
  readonly code: string;
}

/** TypeScript blocks of a Markdown page, in order. */
export function examplesOf(page: string, text: string): Example[] {
  return [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map((match) => ({
    place: `${page}:${text.slice(0, match.index).split("\n").length}`,
    code: match[1] ?? "",
  }));
}
