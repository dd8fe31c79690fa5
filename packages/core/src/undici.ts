/** A transport over an undici dispatcher of one's own: `@inia/core/undici`. */
export { createUndiciTransport, type UndiciTransportOptions } from "./http/undici-transport.ts";
