import { writeFile } from "node:fs/promises";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { join } from "node:path";
import type { FaultServer, Reply } from "./fault-server.ts";
import type { Kit } from "./kit.ts";
import { regionalCertificate } from "./regional-certificate.ts";

/** One server under all names of S3 in `us-east-1` and `eu-west-1`, reached through a proxy, so that hosts are real ones. */
export interface RegionalS3 {
  /** URL of the proxy. */
  readonly proxy: string;
  /** Hosts that connections were asked for, in order. The proxy connects them to {@link server}, whatever they are. */
  readonly hosts: readonly string[];
  readonly server: FaultServer;
  /** Environment in which its certificate is trusted. */
  readonly env: Readonly<Record<string, string>>;
}

/** Starts the server and its proxy. */
export async function startRegionalS3(kit: Kit, reply: Reply): Promise<RegionalS3> {
  const server = await kit.serve(reply, { tls: regionalCertificate });
  const file = join(await kit.folder(), "s3.pem");
  await writeFile(file, regionalCertificate.cert);
  const hosts: string[] = [];
  const proxy = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    readConnect(socket, (host) => {
      hosts.push(host);
      tunnel(socket, server.port);
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  kit.after(() => proxy.close());
  const { port } = proxy.address() as AddressInfo;
  return { proxy: `http://127.0.0.1:${port}`, hosts, server, env: { NODE_EXTRA_CA_CERTS: file } };
}

function readConnect(socket: Socket, onHost: (host: string) => void): void {
  let head = "";
  const read = (chunk: Buffer): void => {
    head += chunk.toString("latin1");
    if (!head.includes("\r\n\r\n")) return;
    socket.off("data", read);
    onHost(/^CONNECT (.*) HTTP/.exec(head)?.[1] ?? head);
  };
  socket.on("data", read);
}

function tunnel(socket: Socket, port: number): void {
  const inner = connect(port, "127.0.0.1", () => {
    socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
    socket.pipe(inner).pipe(socket);
  });
  inner.on("error", () => socket.destroy());
  socket.on("close", () => inner.destroy());
}
