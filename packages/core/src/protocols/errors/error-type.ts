import type { AnyOperation, ErrorType } from "../../shape/operation.ts";

/** The bare code of what services write: `aws.example#NotFound:http://…` is `NotFound`. */
export function bareCode(text: string): string {
  const [code = ""] = text.split(":");
  return code.slice(code.lastIndexOf("#") + 1).trim();
}

/** The error of an operation that a code names, on the wire or by its shape's name; codes are tried in order. */
export function findErrorType(
  operation: AnyOperation,
  ...codes: readonly (string | undefined)[]
): ErrorType | undefined {
  for (const code of codes) {
    const type =
      operation.errors?.find((error) => (error.code ?? error.shapeName) === code) ??
      operation.errors?.find((error) => error.shapeName === code);
    if (type) return type;
  }
  return undefined;
}
