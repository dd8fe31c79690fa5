/** One SDK's client as the load runs see it: each method is one call of the SDK, given ids that the server answers with. */
export interface LoadDriver {
  /** DynamoDB GetItem; gives the id that the server answered. */
  getItem(id: string, signal?: AbortSignal): Promise<string>;
  /** CloudWatch GetMetricData over CBOR; gives the id that the server answered. */
  getMetricData(id: string): Promise<string>;
  /** S3 ListObjectsV2 of 1,000 keys; gives the prefix that the server answered and the number of keys. */
  listObjects(id: string): Promise<{ id: string; keys: number }>;
  /** S3 GetObject; gives the id that the server answered and the body. */
  getObject(id: string, bytes: number): Promise<{ id: string; body: LoadBody }>;
  /** S3 PutObject; gives the ETag, for which the server takes the SHA-256 of the body. */
  putObject(id: string, body: Uint8Array | AsyncIterable<Uint8Array>, length: number): Promise<string>;
  /** S3 SelectObjectContent; gives the number of records in the stream of events. */
  select(id: string): Promise<number>;
  destroy(): void;
}

/** A response body that is still arriving. */
export interface LoadBody extends AsyncIterable<Uint8Array> {
  /** Gives the body up. */
  destroy(): void;
}

/** Credentials as a provider gives them. */
export interface LoadCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** How a driver's clients are made. */
export interface LoadDriverOptions {
  readonly endpoint: string;
  readonly credentials?: LoadCredentials | (() => Promise<LoadCredentials>);
  readonly maxAttempts?: number;
  /** Factor on the delays between attempts. */
  readonly backoff?: number;
  readonly adaptive?: boolean;
}

/** The SDKs that can be put under load. */
export type LoadSdk = "inia" | "aws-sdk-v3";

/** Makes a driver; its clients are made when it is. */
export type CreateLoadDriver = (options: LoadDriverOptions) => LoadDriver;
