import { cost } from "./cost.ts";
import { unusedName } from "./names.ts";
import { parameter, template, type Block, type Expression } from "./program.ts";
import { messagesIn } from "./walk.ts";

/** A message that several errors have; a function of its own makes them. */
export interface SharedError {
  readonly name: string;
  /** The message with the function's parameters in its gaps. */
  readonly message: Expression;
  /** Names of the function's parameters, one for each gap. */
  readonly parameters: readonly string[];
}

/** Shorter messages are printed where they stand. */
const leastLength = 30;

/** The messages that occur more than once, by {@link shapeOf}. */
export function shareErrors(program: Block, taken: ReadonlySet<string>): Map<string, SharedError> {
  const groups = new Map<string, Expression[]>();
  for (const message of messagesIn(program)) {
    if (message.kind === "choice" || cost(message) < leastLength) continue;
    groups.set(shapeOf(message), [...(groups.get(shapeOf(message)) ?? []), message]);
  }
  const shared = new Map<string, SharedError>();
  const used = new Set(taken);
  for (const [shape, [first, second]] of groups) {
    if (second === undefined) continue;
    const parameters = gapsOf(first!).map((gap, index, gaps) => {
      const name = nameOf(gap);
      return gaps.findIndex((other) => nameOf(other) === name) === index ? name : `${name}${index + 1}`;
    });
    const name = unusedName(wordsOf(first!), used);
    let gap = 0;
    const parts = partsOf(first!).map((part) =>
      part.kind === "literal" ? part : parameter(parameters[gap++]!, "string", false),
    );
    shared.set(shape, { name, parameters, message: template(parts) });
  }
  return shared;
}

/** A message without what is in its gaps. */
export function shapeOf(message: Expression): string {
  return partsOf(message)
    .map((part) => (part.kind === "literal" ? part.key : "?"))
    .join("");
}

/** What is in the gaps of a message. */
export function gapsOf(message: Expression): Expression[] {
  return partsOf(message).filter((part) => part.kind !== "literal");
}

function partsOf(message: Expression): readonly Expression[] {
  return message.kind === "template" ? message.parts : [message];
}

function nameOf(gap: Expression): string {
  const name = gap.kind === "attribute" || gap.kind === "parameter" ? gap.name : "value";
  return name.replace(/^[A-Z]+(?![a-z])|^[A-Z]/, (first) => first.toLowerCase());
}

/** The first words of a message as a name. */
function wordsOf(message: Expression): string {
  const text = partsOf(message)
    .map((part) => (part.kind === "literal" ? part.value : " "))
    .join("");
  const words = (text.match(/[a-z][a-z\d]*/gi) ?? []).slice(0, 5).map((word) => word.toLowerCase());
  return (
    words.map((word, index) => (index === 0 ? word : word[0]!.toUpperCase() + word.slice(1))).join("") ||
    "failure"
  );
}
