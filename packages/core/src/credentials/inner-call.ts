import type { Credentials } from "../identity/identity.ts";

/** The services that hand out credentials and tokens. */
export type InnerService = "sts" | "sso" | "sso-oidc" | "signin";

/** How an inner call is made. */
export interface InnerCallOptions {
  readonly region: string;
  /** `"anonymous"` sends it unsigned. */
  readonly credentials: Credentials | "anonymous";
  /** Headers to add; a function gets the URL that the request goes to. */
  readonly headers?: ((url: string) => Record<string, string>) | undefined;
}

/**
 * Calls one of the operations of `inner-operations.ts`. Given by the pipeline, which credentials cannot import. Rejects
 * with what the pipeline throws.
 */
export type InnerCall = (
  service: InnerService,
  operation: string,
  input: Record<string, unknown>,
  options: InnerCallOptions,
) => Promise<Record<string, unknown>>;
