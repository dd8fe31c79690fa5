import { AwsClient } from "aws4fetch";
import { credentials, region } from "../inputs.mjs";
import { plainRequest } from "./plain-requests.mjs";

export async function open(operation, endpoint) {
  const { service, method, path, headers, body, count } = plainRequest(operation);
  const client = new AwsClient({ ...credentials, region, service });
  return async () => {
    const response = await client.fetch(endpoint + path, { method, headers, body });
    return count(Buffer.from(await response.arrayBuffer()));
  };
}
