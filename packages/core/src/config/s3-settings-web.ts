/** Reads nothing: in a browser there are neither variables nor files. */
export function readS3Settings(): void {}
