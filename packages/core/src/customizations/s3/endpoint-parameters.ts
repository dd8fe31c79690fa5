import type { Call } from "../../pipeline/call.ts";
import type { EndpointParameters } from "../../shape/operation.ts";

/** S3's client settings in the words of its ruleset. A custom endpoint alone turns path style on, as most S3-compatible servers need. */
export function s3EndpointParameters({ client, operation, input }: Call): EndpointParameters {
  const { settings } = client;
  const { s3 } = settings;
  const bucket = input["Bucket"];
  const arn = typeof bucket === "string" && bucket.startsWith("arn:");
  const accelerated = s3.useAccelerateEndpoint === true;
  const custom = settings.endpoint !== undefined && s3.addressingStyle !== "virtual";
  const pathStyle =
    operation.name === "GetBucketLocation" ||
    (!arn && !accelerated && (custom || s3.addressingStyle === "path"));
  return {
    ForcePathStyle: pathStyle,
    Accelerate: accelerated,
    UseDualStack:
      settings.endpoint === undefined && (s3.useDualstackEndpoint ?? settings.useDualstackEndpoint),
    UseGlobalEndpoint:
      (settings.region === undefined || settings.region === "us-east-1") &&
      s3.usEast1RegionalEndpoint !== "regional",
    UseArnRegion: s3.useArnRegion ?? true,
    DisableMultiRegionAccessPoints: s3.disableMultiregionAccessPoints ?? false,
    DisableS3ExpressSessionAuth: settings.s3DisableExpressSessionAuth,
  };
}
