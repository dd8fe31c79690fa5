/** Names that the plan never gives away, since generated code needs them for something else. */

/** Globals and names of the core that modules of a generated package mention or may mention. */
export const reservedTypeNames: readonly string[] = [
  // Globals of the language and of the web.
  "Array", "ArrayBuffer", "AsyncGenerator", "AsyncIterable", "AsyncIterator", "BigInt", "Blob", "Boolean", "Date", "Error",
  "Iterable", "Map", "Number", "Object", "Omit", "Partial", "Pick", "Promise", "Readonly", "ReadableStream", "Record",
  "RegExp", "Set", "String", "Symbol", "Uint8Array",
  // What generated code takes from the core.
  "BlobInput", "CallOptions", "Client", "ClientConfig", "DocumentValue", "EndpointParameters", "EndpointResolver", "List",
  "MapShape", "Operation", "PaginatedOperation", "Paginator", "Ref", "ResponseMetadata", "ServiceError",
  "ServiceErrorInit", "Shape", "StreamingBody", "StreamingInput", "Structure", "Traits", "Union", "Waiter",
  "WithMetadata",
]; // prettier-ignore

/** Methods and fields that every full client has; an operation of such a name gets another method. */
export const reservedMethodNames: readonly string[] = [
  "client", "close", "config", "constructor", "context", "destroy", "hasOwnProperty", "isPrototypeOf", "paginate",
  "presign", "propertyIsEnumerable", "prototype", "send", "service", "stub", "then", "toJSON", "toLocaleString",
  "toString", "valueOf", "waitUntil",
]; // prettier-ignore

/** File names that the folder of the operations uses itself or that some file systems refuse. */
export const reservedFileNames: readonly string[] = ["index", "aux", "con", "nul", "prn"];
