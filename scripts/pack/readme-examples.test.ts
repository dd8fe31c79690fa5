import { expect, test } from "vitest";
import { examplesOf } from "./readme-examples.ts";

test("TypeScript blocks are found with their place, others are not", () => {
  const text = "# A\n\n```ts\na();\n```\n\n```sh\nls\n```\n\n```ts\nb();\nc();\n```\n";
  expect(examplesOf("README.md", text)).toEqual([
    { place: "README.md:3", code: "a();\n" },
    { place: "README.md:11", code: "b();\nc();\n" },
  ]);
});
