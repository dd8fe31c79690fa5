/** The floor: node:http with kept connections, unsigned. */
import { Agent, request } from "node:http";
import { pipeline } from "node:stream";
import { largeBody } from "../inputs.mjs";
import { plainRequest } from "./plain-requests.mjs";

export async function open(operation, endpoint) {
  const plain = plainRequest(operation);
  const { hostname, port } = new URL(endpoint);
  const agent = new Agent({ keepAlive: true });
  const headers = plain.body === undefined ? plain.headers : withLength(plain);
  const options = { hostname, port, method: plain.method, path: plain.path, headers, agent };
  const streams = operation === "s3.GetObject large";
  return () =>
    new Promise((resolve, reject) => {
      const outgoing = request(options, (response) => {
        if (response.statusCode !== 200) reject(new Error(`HTTP ${response.statusCode}`));
        const chunks = [];
        let length = 0;
        response.on("data", (chunk) => {
          length += chunk.length;
          if (!streams) chunks.push(chunk);
        });
        response.on("end", () => resolve(streams ? length : plain.count(Buffer.concat(chunks))));
        response.on("error", reject);
      });
      outgoing.on("error", reject);
      if (plain.stream) pipeline(largeBody(), outgoing, () => undefined);
      else outgoing.end(plain.body);
    });
}

function withLength({ headers, body }) {
  return { ...headers, "content-length": String(Buffer.byteLength(body)) };
}
