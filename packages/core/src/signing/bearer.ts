// Bearer tokens in the authorization header (RFC 6750, section 2.1).
import { ConfigError } from "../errors/errors.ts";
import type { HttpRequest } from "../http/messages.ts";
import type { Identity } from "../identity/identity.ts";
import type { Signer } from "./signer.ts";

/** Sends a token as `authorization: Bearer …`. */
export const bearer: Signer = {
  sign(request: HttpRequest, identity: Identity): HttpRequest {
    if (!("token" in identity))
      throw new ConfigError({
        what: "bearer authentication needs a token; the identity given is credentials",
      });
    return { ...request, headers: { ...request.headers, authorization: `Bearer ${identity.token}` } };
  },
};
