/** Another floor: undici, unsigned. */
import { Agent, request } from "undici";
import { plainRequest } from "./plain-requests.mjs";

export async function open(operation, endpoint) {
  const { method, path, headers, body, count } = plainRequest(operation);
  const dispatcher = new Agent({ connections: 32 });
  return async () => {
    const response = await request(endpoint + path, { method, headers, body, dispatcher });
    return count(Buffer.from(await response.body.arrayBuffer()));
  };
}
