/** The transport over web-standard `fetch`, for runtimes that are not Node or to choose it there: `@inia/core/fetch`. */
export { createFetchTransport, type FetchTransportOptions } from "./http/fetch-transport.ts";
