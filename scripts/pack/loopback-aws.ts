import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A loopback server that knows as much of S3 and SQS as the examples need, and refuses what is not signed. */
export interface LoopbackAws {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Starts the server on a free port. */
export async function startLoopbackAws(): Promise<LoopbackAws> {
  const objects = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    void answer(request, response, objects);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  objects: Map<string, Buffer>,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const key = (request.url ?? "").replace(/\?.*/, "");
  const send = (status: number, type: string, content: Buffer | string): void => {
    response.writeHead(status, { "content-type": type, "x-amzn-requestid": "1" }).end(content);
  };
  if (!request.headers.authorization?.startsWith("AWS4-HMAC-SHA256 Credential=")) {
    send(403, "application/xml", "<Error><Code>AccessDenied</Code></Error>");
  } else if (request.headers["x-amz-target"] === "AmazonSQS.ListQueues") {
    send(200, "application/x-amz-json-1.0", '{"QueueUrls":["http://127.0.0.1/1/inia"]}');
  } else if (request.method === "PUT") {
    objects.set(key, body);
    response.writeHead(200, { etag: '"1"' }).end();
  } else if (request.method === "GET" && objects.has(key)) {
    send(200, "text/plain", objects.get(key) ?? "");
  } else {
    send(404, "application/xml", "<Error><Code>NoSuchKey</Code></Error>");
  }
}
