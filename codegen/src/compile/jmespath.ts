import type { Expression } from "@inia/service-model";
export function printJmespath(expression: Expression, variable: string): string {
  return `${variable}${expression.type === "field" ? `?.${expression.name}` : ""}`;
}
