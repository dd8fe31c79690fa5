import { missingRegion, type ResolvedConfig } from "../config/settings.ts";
import type { AuthScheme } from "../endpoint/endpoint.ts";
import type { HttpRequest } from "../http/messages.ts";
import { sigv4 } from "../signing/sigv4.ts";
import type { SigningContext } from "../signing/signer.ts";
import { bounded } from "./bounded.ts";
import type { Call } from "./call.ts";
import { duplexOf } from "./streaming.ts";

/** Regions that a `sigv4a` signature is good for: what was configured, else what the endpoint says, else all. */
function regionSetOf({ signingRegion, signingRegionSet }: AuthScheme, settings: ResolvedConfig): string {
  return (settings.sigv4aSigningRegionSet ?? signingRegionSet)?.join(",") || signingRegion || "*";
}

/** The client's region; a token is good for any. */
function ownRegion({ client: { settings }, authScheme }: Call): string {
  if (settings.region === undefined && authScheme.name !== "bearer") throw missingRegion(settings);
  return settings.region ?? "";
}

function noteTime(call: Call): void {
  call.signedAt = Date.now();
  call.clockOffset = call.client.clockSkew.offset;
}

/** What the signature of this attempt depends on. */
export function signingContextOf(call: Call): SigningContext {
  const { authScheme, client } = call;
  const { service, settings } = client;
  noteTime(call);
  const s3 = authScheme.disableDoubleEncoding === true || service.rawPath === true;
  return {
    signingName: authScheme.signingName ?? service.signingName,
    region:
      authScheme.name === "sigv4a"
        ? regionSetOf(authScheme, settings)
        : (authScheme.signingRegion ?? authScheme.signingRegionSet?.join(",") ?? ownRegion(call)),
    date: new Date(call.signedAt + call.clockOffset),
    payloadHash: call.payloadHash,
    rawPath: s3,
    sendPayloadHash: service.rawPath === true,
  };
}

/** The attempt's own copy of the request, unsigned. */
export function requestOf(call: Call): HttpRequest {
  const request: HttpRequest = {
    method: call.draft.method,
    url: call.url,
    // Not a spread: keys are added later, which V8 makes slow for objects that a spread made.
    headers: Object.assign({}, call.draft.headers),
  };
  const content = call.body?.open();
  if (content !== undefined) request.body = content;
  return request;
}

/** Signs a fresh copy of the request with the scheme that the endpoint asked for; a promise only where the signer gives one. */
export function sign(call: Call): Promise<void> | undefined {
  const { client, authScheme, identity } = call;
  const request = requestOf(call);
  if (identity === undefined) {
    noteTime(call);
    call.request = request;
    return undefined;
  }
  const signer = client.settings.signer ?? client.service.signers?.[authScheme.name] ?? sigv4;
  const forEvents = duplexOf(call.operation)?.signEvents(signer);
  const signed = (forEvents ?? signer).sign(request, identity, signingContextOf(call));
  if (signed instanceof Promise) return bounded(call, signed).then((made) => void (call.request = made));
  call.request = signed;
  return undefined;
}
