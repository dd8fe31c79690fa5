import type { SettingKind } from "./setting.ts";

const boolean = "true, false";
const positive = "an integer from 1";
const checksums = "when_supported, when_required";
const regional = "legacy, regional";

/**
 * Every setting that environment and profile may hold, by its key in the profile. Unless an exception says otherwise
 * the variable is `AWS_` and the key in upper case, and the client option is the key in camelCase.
 *
 * Source: botocore's table of session variables, less what only concerns Python.
 */
export const settings: Readonly<Record<string, SettingKind>> = {
  region: "text",
  retry_mode: "standard, adaptive, legacy",
  max_attempts: positive,
  use_fips_endpoint: boolean,
  use_dualstack_endpoint: boolean,
  defaults_mode: "legacy, standard, in-region, cross-region, mobile, auto",
  ignore_configured_endpoint_urls: boolean,
  endpoint_discovery_enabled: `${boolean}, auto`,
  account_id_endpoint_mode: "preferred, disabled, required",
  request_checksum_calculation: checksums,
  response_checksum_validation: checksums,
  request_min_compression_size_bytes: `${positive} to 1048576`,
  disable_request_compression: boolean,
  disable_clock_skew_correction: boolean,
  disable_host_prefix_injection: boolean,
  auth_scheme_preference: "list",
  sigv4a_signing_region_set: "list",
  sts_regional_endpoints: regional,
  s3_disable_express_session_auth: boolean,
  sdk_ua_app_id: "text",
  ca_bundle: "text",
  parameter_validation: boolean,
};

/** How the instance metadata service is reached: variables and keys, without client options. The order matters to its reader. */
export const metadataSettings: Readonly<Record<string, SettingKind>> = {
  ec2_metadata_service_endpoint: "text",
  ec2_metadata_service_endpoint_mode: "ipv4, ipv6",
  imds_use_ipv6: boolean,
  metadata_service_timeout: positive,
  metadata_service_num_attempts: positive,
};

/** Variables that are not named after the key; an empty list says that there is none. */
export const variableExceptions: Readonly<Record<string, readonly string[]>> = {
  region: ["AWS_REGION", "AWS_DEFAULT_REGION"],
  parameter_validation: [],
};

/** Client options that are not named after the key. */
export const optionExceptions: Readonly<Record<string, string>> = {
  sdk_ua_app_id: "userAgentAppid",
  disable_host_prefix_injection: "injectHostPrefix",
};

/**
 * Keys of the `s3` block of a profile. Those with `alsoOutside` may stand outside of the block too, as `s3_<key>`, and in
 * the variable `AWS_S3_<KEY>`; both win over the block.
 */
export const s3Settings: Readonly<Record<string, readonly [kind: SettingKind, alsoOutside?: true]>> = {
  addressing_style: ["auto, virtual, path"],
  use_accelerate_endpoint: [boolean],
  use_dualstack_endpoint: [boolean],
  payload_signing_enabled: [boolean],
  use_arn_region: [boolean, true],
  us_east_1_regional_endpoint: [regional, true],
  disable_multiregion_access_points: [boolean, true],
};
