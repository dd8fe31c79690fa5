/** The transport on `node:http`, to make with options of one's own (pool, proxy, certificates): `@inia/core/node`. */
export { createNodeTransport, type NodeTransportOptions } from "./http/node-transport.ts";
export type { TlsOptions } from "./http/node-connect.ts";
