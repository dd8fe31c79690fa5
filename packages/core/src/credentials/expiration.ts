import { noCredentials } from "./no-credentials.ts";

/** Reads the end of credentials; throws {@link CredentialsError} naming the source when it is not a time. */
export function expirationOf(text: unknown, source: string): Date | undefined {
  if (text === undefined || text === null) return undefined;
  const end = new Date(typeof text === "string" ? text.replace(/UTC$/, "Z") : NaN);
  if (Number.isNaN(end.getTime())) throw noCredentials(`${source} is not a time`);
  return end;
}
