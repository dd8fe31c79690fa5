/** Comments and texts, in which the word is only a word. */
const noCode = /\/\*[^]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/g;

/** Numbers of the lines on which declarations have the type `any`, one for each time. */
export function findAny(declarations: string): number[] {
  const code = declarations.replace(noCode, (text) => text.replace(/[^\n]/g, " "));
  // A member may be called `any`: then a colon follows, or a dot stands before it.
  const found = [...code.matchAll(/(?<![.\w$])any(?![\w$])(?!\??\s*[:(])/g)];
  return found.map(({ index }) => code.slice(0, index).split("\n").length);
}
