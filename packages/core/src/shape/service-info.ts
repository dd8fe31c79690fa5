/** What a service's description says about the service itself; the part of it that protocols and signers read. */
export interface ServiceInfo<Id extends string = string> {
  /** `serviceId` of the model, such as `DynamoDB` or `Application Auto Scaling`. */
  readonly id: Id;
  /** `apiVersion` of the model; the `Version` parameter of the query protocols. */
  readonly apiVersion: string;
  /** `endpointPrefix` of the model. */
  readonly endpointPrefix: string;
  /** Name in the credential scope of a signature: `signingName` of the model, else `endpointPrefix`. */
  readonly signingName: string;
  /** Prefix of `x-amz-target` (json) and service segment of the path (rpc-v2-cbor). */
  readonly targetPrefix?: string;
  /** Version in the content type of the json protocol; `1.0` when absent. */
  readonly jsonVersion?: string;
  /** The service once spoke query and still sends its old error codes (`awsQueryCompatible`). */
  readonly queryCompatible?: true;
  /** Auth schemes in the order of the model (`sigv4`, `sigv4a`, `bearer`, `v2`, `none`); `["sigv4"]` when absent. */
  readonly auth?: readonly string[];
}
