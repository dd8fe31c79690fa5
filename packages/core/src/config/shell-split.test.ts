import { expect, test } from "vitest";
import { shellSplit } from "./shell-split.ts";

test.each<[line: string, words: string[] | undefined]>([
  ["", []],
  ["   ", []],
  ["a", ["a"]],
  ["a b\tc\nd", ["a", "b", "c", "d"]],
  ['"a b" c', ["a b", "c"]],
  ["'a b' c", ["a b", "c"]],
  ['a""b ""', ["ab", ""]],
  ["''", [""]],
  ['a"b c"d', ["ab cd"]],
  ["a\\ b", ["a b"]],
  ["'a\\b'", ["a\\b"]],
  ['"a\\"b\\\\c\\d"', ['a"b\\c\\d']],
  ['"it\'s" \'say "x"\'', ["it's", 'say "x"']],
  ["a; rm -rf $HOME `x` | y > z", ["a;", "rm", "-rf", "$HOME", "`x`", "|", "y", ">", "z"]],
  ["# no comment", ["#", "no", "comment"]],
  ['"open', undefined],
  ["'open", undefined],
  ["open\\", undefined],
])("%j", (line, words) => {
  expect(shellSplit(line)).toEqual(words);
});
