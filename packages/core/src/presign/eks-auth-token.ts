// A bearer token for the API server of an EKS cluster: a presigned GetCallerIdentity of STS that names the cluster in a signed
// header, behind a prefix, in base64url (https://docs.aws.amazon.com/eks/latest/userguide/cluster-auth.html; the format is
// that of aws-iam-authenticator).
import { encodeBase64 } from "../codecs/scalars/base64.ts";
import { encodeUtf8 } from "../codecs/scalars/utf8.ts";
import { standardEndpoint } from "../endpoint/standard-endpoint.ts";
import { ConfigError } from "../errors/errors.ts";
import { presignRequest, type SignFor } from "./presign-request.ts";

/** What {@link eksAuthToken} signs. */
export interface EksAuthTokenOptions extends SignFor {
  readonly clusterName: string;
}

/**
 * Makes a bearer token for the Kubernetes API of an EKS cluster. The cluster takes it for 15 minutes, whatever its signature
 * says (60 seconds, unless `expiresIn` is given).
 *
 * @example
 * const token = await eksAuthToken({ client: eks, clusterName: "prod" });
 * await fetch(`${endpoint}/api/v1/namespaces`, { headers: { authorization: `Bearer ${token}` } });
 *
 * @throws {@link ConfigError} where credentials or region are missing.
 */
export async function eksAuthToken(options: EksAuthTokenOptions): Promise<string> {
  const { client, credentials, clusterName, expiresIn = 60 } = options;
  const region = options.region ?? (await client?.context())?.settings.region;
  if (region === undefined)
    throw new ConfigError({ what: "no region: give region, or a client that has one" });
  const { url: host } = standardEndpoint("sts")({ Region: region });
  const { url } = await presignRequest({
    url: `${host}/?Action=GetCallerIdentity&Version=2011-06-15`,
    headers: { "x-k8s-aws-id": clusterName },
    signingName: "sts",
    client,
    credentials,
    region,
    expiresIn,
  });
  const text = encodeBase64(encodeUtf8(url)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  return `k8s-aws-v1.${text}`;
}
