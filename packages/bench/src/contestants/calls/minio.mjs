import { Client } from "minio";
import { credentials, lengthOf, region, smallBody } from "../inputs.mjs";

export async function open(operation, endpoint) {
  const { hostname, port } = new URL(endpoint);
  const { accessKeyId: accessKey, secretAccessKey: secretKey } = credentials;
  const client = new Client({
    endPoint: hostname,
    port: Number(port),
    useSSL: false,
    accessKey,
    secretKey,
    region,
  });
  const body = Buffer.from(smallBody);
  const calls = {
    "s3.GetObject": async () => lengthOf(await client.getObject("bench", "small")),
    "s3.PutObject": async () => Number((await client.putObject("bench", "small", body)).etag.length === 32),
    "s3.ListObjectsV2": async () => {
      let length = 0;
      for await (const object of client.listObjectsV2("bench", "", true)) length += Number("name" in object);
      return length;
    },
  };
  return calls[operation];
}
