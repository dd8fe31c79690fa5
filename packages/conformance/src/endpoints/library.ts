/** What compiled rulesets import from the core and interpreted ones are given, without the rest of the core. */
export type { Endpoint, EndpointResolver } from "../../../core/src/endpoint/endpoint.ts";
export type { EndpointParameters } from "../../../core/src/shape/operation.ts";
export { failEndpoint } from "../../../core/src/endpoint/fail-endpoint.ts";
export { endpointError } from "../../../core/src/endpoint/endpoint-error.ts";
export { isValidHostLabel } from "../../../core/src/endpoint/is-valid-host-label.ts";
export { isVirtualHostableS3Bucket } from "../../../core/src/endpoint/is-virtual-hostable-s3-bucket.ts";
export { parseArn } from "../../../core/src/endpoint/parse-arn.ts";
export { parseUrl } from "../../../core/src/endpoint/parse-url.ts";
export { partition } from "../../../core/src/endpoint/partition.ts";
export { standardEndpoint } from "../../../core/src/endpoint/standard-endpoint.ts";
export { substring } from "../../../core/src/endpoint/substring.ts";
export { uriEncode } from "../../../core/src/endpoint/uri-encode.ts";
