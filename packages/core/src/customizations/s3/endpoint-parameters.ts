import type { Call } from "../../pipeline/call.ts";
import type { EndpointParameters } from "../../shape/operation.ts";
import { knownRegion } from "./region-redirect.ts";

/** S3's client settings in the words of its ruleset. A custom endpoint alone turns path style on, as most S3-compatible servers need. */
export function s3EndpointParameters(call: Call): EndpointParameters {
  const { client, operation, input } = call;
  const { settings } = client;
  const region = knownRegion(call) ?? settings.region;
  const { s3 } = settings;
  const bucket = input["Bucket"];
  const arn = typeof bucket === "string" && bucket.startsWith("arn:");
  const accelerated = s3.useAccelerateEndpoint === true;
  const custom = settings.endpoint !== undefined && s3.addressingStyle !== "virtual";
  const pathStyle =
    operation.name === "GetBucketLocation" ||
    (!arn && !accelerated && (custom || s3.addressingStyle === "path"));
  return {
    Region: region,
    ForcePathStyle: pathStyle,
    Accelerate: accelerated,
    UseDualStack:
      settings.endpoint === undefined && (s3.useDualstackEndpoint ?? settings.useDualstackEndpoint),
    UseGlobalEndpoint:
      (region === undefined || region === "us-east-1") && s3.usEast1RegionalEndpoint !== "regional",
    UseArnRegion: s3.useArnRegion ?? true,
    DisableMultiRegionAccessPoints: s3.disableMultiregionAccessPoints ?? false,
    DisableS3ExpressSessionAuth: settings.s3DisableExpressSessionAuth,
  };
}
