import { IntegrityError, TlsError, TransportError } from "../errors/errors.ts";
import { SdkError } from "../errors/sdk-error.ts";
import { connectionError } from "./transport-errors.ts";

/** Codes of OpenSSL's certificate checks and of Node's TLS. */
const tlsCode =
  /^(ERR_(TLS|SSL|OSSL)_|CERT_|CRL_|ERROR_IN_C|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_(CA|PURPOSE)$|PATH_LENGTH_|HOSTNAME_|EPROTO$)/;
/** Codes of two framings that contradict each other, or of one that is no number. */
const framingCode = /^HPE_.*(CONTENT_LENGTH|TRANSFER_ENCODING)$/;

/**
 * The typed error for what the platform threw. `host` is `name:port`; `connected` says whether the connection was made
 * before. An {@link SdkError} is returned as it is.
 */
export function transportErrorOf(cause: unknown, host: string, connected: boolean): SdkError {
  if (cause instanceof SdkError) return cause;
  const { code = "", message } = (cause ?? {}) as { code?: string; message?: string };
  if (tlsCode.test(code)) return new TlsError({ what: `TLS with ${host} failed: ${message}`, code, cause });
  if (framingCode.test(code)) {
    return new IntegrityError({
      what: `${host} sent contradictory lengths`,
      reason: "framing",
      details: [code],
      cause,
    });
  }
  if (code === "HPE_HEADER_OVERFLOW") return headersTooLarge(host, cause);
  if (code.startsWith("HPE_"))
    return new TransportError({ what: `${host} did not answer with HTTP`, code, cause });
  return connectionError(cause, host, connected);
}

/** A response head beyond the limit; the same request would get the same head. */
export function headersTooLarge(host: string, cause?: unknown): TransportError {
  return new TransportError({
    what: `the response headers of ${host} are too large`,
    code: "HEADERS_OVERFLOW",
    retryable: false,
    cause,
  });
}
