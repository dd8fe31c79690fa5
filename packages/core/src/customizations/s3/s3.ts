import { readS3Settings } from "#s3-settings";
import type { Customization } from "../../pipeline/service.ts";
import { s3EndpointParameters } from "./endpoint-parameters.ts";
import { escapeLineBreaks } from "./escape-line-breaks.ts";
import { s3Input } from "./input.ts";
import { addExpiresString, keepExpires } from "./expires.ts";
import { failHiddenErrors, s3Output } from "./output.ts";
import { s3PayloadHash } from "./payload-hash.ts";
import { noteRegion, redirect } from "./region-redirect.ts";

/** What S3 does differently from the other services of its protocol. */
export const s3: Customization = {
  settings: readS3Settings,
  input: s3Input,
  draft: escapeLineBreaks,
  repair: redirect,
  endpointParameters: s3EndpointParameters,
  request(call) {
    s3PayloadHash(call);
    // A stream that is refused beforehand stays unread, and so can be sent again.
    if (call.body && call.body.kind !== "bytes") call.draft.headers["expect"] = "100-continue";
  },
  response(call, response) {
    noteRegion(call, response);
    failHiddenErrors(call, response);
    keepExpires(call, response);
  },
  output(call, output, response) {
    addExpiresString(call, output);
    return s3Output(call, output, response);
  },
};
