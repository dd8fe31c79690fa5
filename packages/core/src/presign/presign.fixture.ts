import { createEnvironment } from "../config/environment-node.ts";
import { Client, type ClientConfig } from "../index.ts";
import { openRequestBody, restXml, s3, type Operation, type Service } from "../service.ts";

/** Keys of nobody. */
export const credentials = {
  accessKeyId: "AKIDEXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
};

/** A client that must not send anything. */
export function clientOf<Id extends string>(service: Service<Id>, config: ClientConfig = {}): Client<Id> {
  return new Client(service, {
    region: "us-east-1",
    credentials,
    environment: createEnvironment({ AWS_CONFIG_FILE: "/nowhere", AWS_SHARED_CREDENTIALS_FILE: "/nowhere" }),
    transport: { handle: () => Promise.reject(new Error("nothing is sent")) },
    ...config,
  });
}

/** S3 as far as these tests go. */
export const s3Service: Service<"S3"> = {
  id: "S3",
  apiVersion: "2006-03-01",
  endpointPrefix: "s3",
  signingName: "s3",
  protocol: restXml,
  rawPath: true,
  customizations: [s3],
  endpoint: ({ Bucket, Region }) => ({ url: `https://${Bucket}.s3.${Region}.amazonaws.com` }),
};

/** GetObject as far as these tests go. */
export const GetObject: Operation<
  "S3",
  { Bucket: string; Key: string; Range?: string; ChecksumMode?: string },
  {}
> = {
  name: "GetObject",
  http: "GET /{Key+}",
  input: {
    structure: {
      Bucket: { shape: "string", uri: "Bucket" },
      Key: { shape: "string", uri: "Key" },
      Range: { shape: "string", header: "Range" },
      ChecksumMode: { shape: "string", header: "x-amz-checksum-mode" },
    },
  },
  checksum: { requestValidationModeMember: "ChecksumMode", responseAlgorithms: ["CRC32"] },
  endpointParameters: ({ Bucket }) => ({ Bucket }),
};

/** PutObject as far as these tests go. */
export const PutObject: Operation<
  "S3",
  { Bucket: string; Key: string; ContentType?: string; ServerSideEncryption?: string; Body?: string },
  {}
> = {
  name: "PutObject",
  http: "PUT /{Key+}",
  input: {
    structure: {
      Bucket: { shape: "string", uri: "Bucket" },
      Key: { shape: "string", uri: "Key" },
      ContentType: { shape: "string", header: "Content-Type" },
      ServerSideEncryption: { shape: "string", header: "x-amz-server-side-encryption" },
      Body: { shape: "blob", payload: true },
    },
  },
  streamInput: openRequestBody,
  checksum: { requestAlgorithmMember: "ChecksumAlgorithm" },
  endpointParameters: ({ Bucket }) => ({ Bucket }),
};
