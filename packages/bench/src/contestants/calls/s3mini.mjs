import { S3mini } from "s3mini";
import { credentials, region, smallBody } from "../inputs.mjs";

export async function open(operation, endpoint) {
  const client = new S3mini({ ...credentials, region, endpoint: `${endpoint}/bench` });
  const calls = {
    "s3.GetObject": async () => (await client.getObjectArrayBuffer("small")).byteLength,
    "s3.PutObject": async () => Number((await client.putObject("small", smallBody)).ok),
    "s3.ListObjectsV2": async () => (await client.listObjects()).length,
  };
  return calls[operation];
}
