/** A setting without a client option: it is read from variables, from keys of the profile, or from both. */
export interface OtherSetting {
  /** In the order in which they are looked at. */
  readonly variables?: readonly string[];
  readonly keys?: readonly string[];
  readonly initial?: string;
  readonly meaning: string;
}

/** A heading of the page and what stands under it. */
export interface SettingGroup {
  readonly title: string;
  readonly text: string;
  readonly settings: readonly OtherSetting[];
}

/** What the keys of `metadataSettings` mean. */
export const metadataMeanings: Readonly<Record<string, readonly [initial: string, meaning: string]>> = {
  ec2_metadata_service_endpoint: ["–", "URL of the service, in place of the two fixed ones."],
  ec2_metadata_service_endpoint_mode: ["`ipv4`", "Which of the two fixed URLs is asked."],
  imds_use_ipv6: ["`false`", "Older way to choose IPv6; the endpoint mode wins."],
  metadata_service_timeout: ["`1`", "Seconds to connect, and to wait for an answer."],
  metadata_service_num_attempts: ["`3`", "Requests at most, the first one included."],
};

/** Stands for the rows of `metadataSettings`. */
export const metadata: readonly OtherSetting[] = [];

const credentialsOrder =
  "Credentials are not settings: a client that is given none looks for them in this order, and takes the first it finds: " +
  "variables, a role of the profile, web identity, SSO, keys of the credentials file, a login session, a process, keys of " +
  "the config file, container, instance. What is configured and fails ends the search. A profile named in code makes " +
  "variables with credentials not count.";

/** What is read besides client options, in the order of the page. */
export const settingGroups: readonly SettingGroup[] = [
  {
    title: "Profile and files",
    text: "The config file has a section `[profile NAME]` for each profile, the credentials file `[NAME]`; `[default]` is the one without a name. What the credentials file says about a profile wins over the config file, key by key.",
    settings: [
      { variables: ["AWS_PROFILE", "AWS_DEFAULT_PROFILE"], initial: "`default`", meaning: "Active profile; the option is `profile`." },
      { variables: ["AWS_CONFIG_FILE"], initial: "`~/.aws/config`", meaning: "Path of the config file." },
      { variables: ["AWS_SHARED_CREDENTIALS_FILE"], initial: "`~/.aws/credentials`", meaning: "Path of the credentials file." },
      { variables: ["HOME"], initial: "the user's", meaning: "What `~` stands for." },
      { variables: ["AWS_DATA_PATH"], meaning: "Folders with service descriptions, for the dynamic client alone." },
    ],
  },
  {
    title: "Endpoint URLs",
    text: "Looked at in this order, after the option `endpoint`. `SERVICE` is the service's id with underscores for spaces and hyphens: `DYNAMODB`, `APPLICATION_AUTO_SCALING`; in the config file it is in lower case.",
    settings: [
      { variables: ["AWS_ENDPOINT_URL_SERVICE"], meaning: "Endpoint of one service." },
      { variables: ["AWS_ENDPOINT_URL"], meaning: "Endpoint of all services." },
      { keys: ["services"], meaning: "Name of a section `[services NAME]`, with a block for each service that holds its `endpoint_url`." },
      { keys: ["endpoint_url"], meaning: "Endpoint of all services." },
    ],
  },
  {
    title: "Credentials",
    text: credentialsOrder,
    settings: [
      { variables: ["AWS_ACCESS_KEY_ID"], keys: ["aws_access_key_id"], meaning: "Access key." },
      { variables: ["AWS_SECRET_ACCESS_KEY"], keys: ["aws_secret_access_key"], meaning: "Its secret." },
      { variables: ["AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN"], keys: ["aws_session_token", "aws_security_token"], meaning: "Session token of temporary credentials." },
      { variables: ["AWS_CREDENTIAL_EXPIRATION"], meaning: "When the variables' credentials end; they are read anew then." },
      { variables: ["AWS_ACCOUNT_ID"], keys: ["aws_account_id"], meaning: "Account of the credentials, for endpoints that contain it." },
      { variables: ["AWS_ROLE_ARN"], keys: ["role_arn"], meaning: "Role to assume. The variable is for web identity alone." },
      { variables: ["AWS_ROLE_SESSION_NAME"], keys: ["role_session_name"], initial: "a new one each time", meaning: "Name of the role's session." },
      { keys: ["source_profile", "credential_source"], meaning: "Where the credentials come from that assume the role: one of the two. A source is `Environment`, `Ec2InstanceMetadata` or `EcsContainer`." },
      { keys: ["external_id", "mfa_serial", "duration_seconds"], meaning: "What else the role's session is asked with." },
      { variables: ["AWS_WEB_IDENTITY_TOKEN_FILE"], keys: ["web_identity_token_file"], meaning: "File with the token that assumes the role." },
      { keys: ["sso_session", "sso_start_url", "sso_region", "sso_account_id", "sso_role_name"], meaning: "Role in IAM Identity Center; `sso_start_url` and `sso_region` stand in `[sso-session NAME]`, or in the profile itself." },
      { keys: ["login_session"], meaning: "Console session that `aws login` opened." },
      { variables: ["AWS_LOGIN_CACHE_DIRECTORY"], initial: "`~/.aws/login/cache`", meaning: "Where these sessions are kept." },
      { keys: ["credential_process"], meaning: "Command that prints credentials." },
      { variables: ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"], meaning: "Where a container's credentials are." },
      { variables: ["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "AWS_CONTAINER_AUTHORIZATION_TOKEN"], meaning: "Token that is sent to get them." },
      { variables: ["AWS_EC2_METADATA_DISABLED"], initial: "`false`", meaning: "`true` asks no instance for anything." },
      { variables: ["AWS_BEARER_TOKEN_NAME"], meaning: "Bearer token for the services with this signing name, such as `AWS_BEARER_TOKEN_BEDROCK`; else the token of `sso_session` is used." },
    ],
  },
  {
    title: "Instance metadata",
    text: "How the metadata service of EC2 is reached, for credentials and for `defaultsMode: \"auto\"`. Version 2 alone is used.",
    settings: metadata,
  },
  {
    title: "Connections",
    text: "Names in lower case go first. The variables are Node's and curl's, not AWS's.",
    settings: [
      { variables: ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"], meaning: "URL of a proxy, by the scheme of the endpoint." },
      { variables: ["NO_PROXY"], meaning: "Hosts and domains that no proxy is used for; `*` for all." },
    ],
  },
  {
    title: "Client-side monitoring",
    text: "Read by the hooks that send events to a monitoring agent, when they are used.",
    settings: [
      { variables: ["AWS_CSM_ENABLED"], keys: ["csm_enabled"], initial: "`false`", meaning: "Sends events." },
      { variables: ["AWS_CSM_HOST"], keys: ["csm_host"], initial: "`127.0.0.1`", meaning: "Host of the agent." },
      { variables: ["AWS_CSM_PORT"], keys: ["csm_port"], initial: "`31000`", meaning: "Its port." },
      { variables: ["AWS_CSM_CLIENT_ID"], keys: ["csm_client_id"], meaning: "Name of the program in the events." },
    ],
  },
  {
    title: "Told by the platform",
    text: "Nobody sets these by hand.",
    settings: [
      { variables: ["AWS_EXECUTION_ENV"], meaning: "Where the program runs: stands in the user agent, and decides in `defaultsMode: \"auto\"`." },
      { variables: ["AWS_LAMBDA_FUNCTION_NAME", "_X_AMZN_TRACE_ID"], meaning: "In Lambda, the trace goes with every request, so that endless recursion is noticed." },
    ],
  },
]; // prettier-ignore
