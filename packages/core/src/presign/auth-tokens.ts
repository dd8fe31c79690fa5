// Passwords that are presigned URLs: databases and caches that know IAM verify the signature of a request that is never sent
// (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.Connecting.html,
// https://docs.aws.amazon.com/aurora-dsql/latest/userguide/SECTION_authentication-token.html,
// https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html,
// https://docs.aws.amazon.com/memorydb/latest/devguide/auth-iam.html).
import { encodeRfc3986 } from "../codecs/scalars/percent-encoding.ts";
import { presignRequest, type SignFor } from "./presign-request.ts";

/** Seconds that tokens are good for, as the services have it. */
const lifetime = 900;

/** A presigned URL without its scheme. */
async function token(
  who: SignFor,
  signingName: string,
  host: string,
  parameters: Readonly<Record<string, string>>,
): Promise<string> {
  const query = Object.entries(parameters).map(([name, value]) => `${name}=${encodeRfc3986(value)}`);
  const { client, credentials, region, expiresIn = lifetime } = who;
  const url = `https://${host}/?${query.join("&")}`;
  const signed = await presignRequest({ client, credentials, region, expiresIn, signingName, url });
  return signed.url.slice("https://".length);
}

/** What {@link rdsAuthToken} signs. */
export interface RdsAuthTokenOptions extends SignFor {
  /** Endpoint of the instance, cluster or proxy, without port. */
  readonly hostname: string;
  readonly port: number;
  readonly username: string;
}

/**
 * Makes a password for a database of RDS or Aurora whose user authenticates with IAM. New connections take it for 15 minutes.
 *
 * @example
 * const password = () => rdsAuthToken({ client: rds, hostname, port: 5432, username: "app" });
 * const pool = new Pool({ host: hostname, user: "app", password, ssl: true });
 *
 * @throws {@link ConfigError} where credentials or region are missing.
 */
export function rdsAuthToken(options: RdsAuthTokenOptions): Promise<string> {
  const { hostname, port, username } = options;
  return token(options, "rds-db", `${hostname}:${port}`, { Action: "connect", DBUser: username });
}

/** What {@link dsqlAuthToken} signs. */
export interface DsqlAuthTokenOptions extends SignFor {
  /** Endpoint of the cluster: `<id>.dsql.<region>.on.aws`. */
  readonly hostname: string;
  /** Signs for the role `admin`, which has an action of its own. */
  readonly admin?: boolean | undefined;
}

/**
 * Makes a password for an Aurora DSQL cluster, good for 15 minutes unless `expiresIn` says otherwise.
 *
 * @example
 * const password = await dsqlAuthToken({ client: dsql, hostname, admin: true });
 *
 * @throws {@link ConfigError} where credentials or region are missing, or for a lifetime outside 1…604,800 seconds.
 */
export function dsqlAuthToken(options: DsqlAuthTokenOptions): Promise<string> {
  const Action = options.admin ? "DbConnectAdmin" : "DbConnect";
  return token(options, "dsql", options.hostname, { Action });
}

/** What {@link elastiCacheAuthToken} signs. */
export interface ElastiCacheAuthTokenOptions extends SignFor {
  /** Name of the replication group or serverless cache, not its host. */
  readonly cacheName: string;
  /** Id of the user, as in its access control list. */
  readonly username: string;
  /** The cache is serverless, which is a part of the signature. */
  readonly serverless?: boolean | undefined;
}

/**
 * Makes a password for an ElastiCache user that authenticates with IAM, good for 15 minutes.
 *
 * @example
 * const password = await elastiCacheAuthToken({ client, cacheName: "sessions", username: "app", serverless: true });
 *
 * @throws {@link ConfigError} where credentials or region are missing.
 */
export function elastiCacheAuthToken(options: ElastiCacheAuthTokenOptions): Promise<string> {
  const { cacheName, username, serverless } = options;
  return token(options, "elasticache", cacheName.toLowerCase(), {
    Action: "connect",
    User: username,
    ...(serverless && { ResourceType: "ServerlessCache" }),
  });
}

/** What {@link memoryDbAuthToken} signs. */
export interface MemoryDbAuthTokenOptions extends SignFor {
  /** Name of the cluster, not its host. */
  readonly clusterName: string;
  readonly username: string;
}

/**
 * Makes a password for a MemoryDB user that authenticates with IAM, good for 15 minutes.
 *
 * @example
 * const password = await memoryDbAuthToken({ client, clusterName: "ledger", username: "app" });
 *
 * @throws {@link ConfigError} where credentials or region are missing.
 */
export function memoryDbAuthToken(options: MemoryDbAuthTokenOptions): Promise<string> {
  const { clusterName, username } = options;
  return token(options, "memorydb", clusterName.toLowerCase(), { Action: "connect", User: username });
}
