import { flexibleChecksums } from "../../checksums/flexible-checksums.ts";
import type { Customization } from "../../pipeline/service.ts";
import { s3EndpointParameters } from "./endpoint-parameters.ts";
import { escapeLineBreaks } from "./escape-line-breaks.ts";
import { s3Input } from "./input.ts";
import { addExpiresString, keepExpires } from "./expires.ts";
import { failHiddenErrors, s3Output } from "./output.ts";
import { s3PayloadHash } from "./payload-hash.ts";

/** What S3 does differently from the other services of its protocol. */
export const s3: Customization = {
  input: s3Input,
  draft: escapeLineBreaks,
  endpointParameters: s3EndpointParameters,
  async request(call) {
    await flexibleChecksums.request(call);
    s3PayloadHash(call);
  },
  response(call, response) {
    failHiddenErrors(call, response);
    flexibleChecksums.response(call, response);
    keepExpires(call, response);
  },
  output(call, output, response) {
    addExpiresString(call, output);
    return s3Output(call, output, response);
  },
};
