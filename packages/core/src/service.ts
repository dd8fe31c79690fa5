/**
 * What generated code imports: the versioned contract between machine-written and hand-written code. A package records the
 * version it was generated for in its `generated.json`.
 */

/** Version of this contract. It grows by one when generated code of an older version would no longer work. */
export const contractVersion = 2;

export { Client } from "./client/client.ts";
export type { ClientConfig } from "./config/client-config.ts";
export type { CallOptions } from "./pipeline/call-options.ts";
export type { Service } from "./pipeline/service.ts";
export { ServiceError, type ServiceErrorInit } from "./errors/service-error.ts";

export { paginate, type Paginated, type PaginateOptions } from "./paginate/paginate.ts";
export { waitUntil, type WaitOptions } from "./wait-until/wait-until.ts";

export { awsJson } from "./protocols/aws-json/aws-json.ts";
export { awsQuery } from "./protocols/aws-query/aws-query.ts";
export { ec2Query } from "./protocols/ec2-query/ec2-query.ts";
export { restJson } from "./protocols/rest-json/rest-json.ts";
export { restXml } from "./protocols/rest-xml/rest-xml.ts";
export { rpcV2Cbor } from "./protocols/rpc-v2-cbor/rpc-v2-cbor.ts";
export { addRequestChecksum } from "./checksums/request-checksum.ts";
export { verifyResponseChecksum } from "./checksums/response-checksum.ts";
export { openRequestBody } from "./http/request-body.ts";
export { xmlWriter } from "./codecs/xml/writer.ts";
export { createStreamingBody } from "./http/streaming-body.ts";
export { eventStreams, outputEventStreams } from "./protocols/event-streams/event-streams.ts";
export { validateInput } from "./validation/validate.ts";
export { bearer } from "./signing/bearer.ts";
export { sigv2 } from "./signing/sigv2.ts";
export { sigv4a } from "./signing/sigv4a.ts";

export { standardEndpoint, type StandardEndpointOptions } from "./endpoint/standard-endpoint.ts";
export { partition } from "./endpoint/partition.ts";
export { parseArn } from "./endpoint/parse-arn.ts";
export { parseUrl } from "./endpoint/parse-url.ts";
export { isValidHostLabel } from "./endpoint/is-valid-host-label.ts";
export { isVirtualHostableS3Bucket } from "./endpoint/is-virtual-hostable-s3-bucket.ts";
export { substring } from "./endpoint/substring.ts";
export { uriEncode } from "./endpoint/uri-encode.ts";
export { failEndpoint } from "./endpoint/fail-endpoint.ts";
export { endpointError } from "./endpoint/endpoint-error.ts";
export type { AuthScheme, Endpoint, EndpointResolver } from "./endpoint/endpoint.ts";

export { accountIdEndpoint } from "./customizations/account-id.ts";
export { apiGateway } from "./customizations/api-gateway.ts";
export { bedrock } from "./customizations/bedrock.ts";
export { cloudSearchDomain } from "./customizations/cloudsearch-domain.ts";
export { copySnapshot, crossRegionCopy } from "./customizations/cross-region-copy.ts";
export { dynamodb } from "./customizations/dynamodb.ts";
export { ec2 } from "./customizations/ec2.ts";
export { endpointDiscovery } from "./customizations/endpoint-discovery.ts";
export { glacier } from "./customizations/glacier.ts";
export { machineLearning } from "./customizations/machine-learning.ts";
export { requestCompression } from "./customizations/request-compression.ts";
export { route53 } from "./customizations/route53.ts";
export { s3 } from "./customizations/s3/s3.ts";
export { s3Control } from "./customizations/s3-control.ts";
export { s3Express } from "./customizations/s3/express.ts";
export { userData } from "./customizations/user-data.ts";

export type {
  EndpointParameters,
  ErrorType,
  HttpChecksum,
  Operation,
  PaginatedOperation,
  Paginator,
  Path,
} from "./shape/operation.ts";
export type { List, MapShape, Members, Ref, Shape, Structure, Traits, Union } from "./shape/shape.ts";
export type { Acceptor, Waiter } from "./shape/waiter.ts";
export type { StreamingBody } from "./http/streaming-body.ts";
export type {
  BlobInput,
  DocumentValue,
  ResponseMetadata,
  StreamingInput,
  WithMetadata,
} from "./shape/values.ts";
