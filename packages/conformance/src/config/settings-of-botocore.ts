/** Session variables of botocore that Inia reads, but not from its tables of settings, and where. */
export const otherwiseRead: Readonly<Record<string, string>> = {
  profile: "profile.ts",
  config_file: "shared-files.ts",
  credentials_file: "shared-files.ts",
  user_agent_appid: "settings-table.ts, by its key",
  data_path: "the dynamic client",
  csm_client_id: "client-side monitoring",
  csm_enabled: "client-side monitoring",
  csm_host: "client-side monitoring",
  csm_port: "client-side monitoring",
};

/** Session variables of botocore that Inia does not read, and the row of the list of differences that says why. */
export const unread: Readonly<Record<string, string>> = {
  api_versions: "api-versions",
  ec2_metadata_v1_disabled: "imds-v1",
  tcp_keepalive: "tcp-keepalive",
};
