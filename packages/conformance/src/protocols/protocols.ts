import { createFamily, type CaseFamily } from "../family.ts";
import { contradictions } from "./contradictions.ts";
import { runInputCase } from "./input-case.ts";
import { runOutputCase } from "./output-case.ts";
import { loadVectors, type InputVector, type OutputVector } from "./protocol-suite.ts";

/** The protocol vectors: inputs to requests, responses to outputs and errors, in all six protocols. */
export const protocols: CaseFamily = createFamily(
  "protocols",
  () =>
    [
      ...loadVectors<InputVector>("input").map((located) => ({
        name: `input ${located.file} ${located.vector.id}`,
        run: () => runInputCase(located),
      })),
      ...loadVectors<OutputVector>("output").map((located) => ({
        name: `output ${located.file} ${located.vector.id}`,
        run: () => runOutputCase(located),
      })),
    ].filter(({ name }) => !(name in contradictions)),
  Object.entries(contradictions).map(([name, reason]) => ({ name, reason })),
);
