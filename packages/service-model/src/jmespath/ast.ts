/** A parsed JMESPath expression (https://jmespath.org/specification.html), as the parser makes it and both backends read it. */
export type Expression =
  | { type: "identity" }
  | { type: "current" }
  | { type: "field"; name: string }
  | { type: "literal"; value: unknown }
  | { type: "subexpression"; left: Expression; right: Expression }
  | { type: "index"; of: Expression; index: number }
  | { type: "slice"; of: Expression; start?: number; stop?: number; step?: number }
  /** `left[*].right` and `left[].right`: `right` on each element, null results dropped. */
  | { type: "projection"; left: Expression; right: Expression }
  | { type: "value-projection"; left: Expression; right: Expression }
  | { type: "filter-projection"; left: Expression; condition: Expression; right: Expression }
  | { type: "flatten"; of: Expression }
  | { type: "or"; left: Expression; right: Expression }
  | { type: "and"; left: Expression; right: Expression }
  | { type: "not"; of: Expression }
  | {
      type: "comparison";
      operator: "==" | "!=" | "<" | "<=" | ">" | ">=";
      left: Expression;
      right: Expression;
    }
  | { type: "multi-select-list"; items: Expression[] }
  | { type: "multi-select-hash"; entries: { key: string; value: Expression }[] }
  | { type: "function"; name: string; arguments: Expression[] }
  | { type: "expression-reference"; of: Expression }
  | { type: "pipe"; left: Expression; right: Expression };
