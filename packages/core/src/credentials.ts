/** Credential providers for Node, one for each source: `@inia/core/credentials`. Pass one as a client's `credentials`. */
export { fromStatic } from "./credentials/static.ts";
export { fromEnvironment } from "./credentials/environment.ts";
export { fromSharedFiles } from "./credentials/shared-files.ts";
export { fromAssumeRole } from "./credentials/assume-role.ts";
export { fromWebIdentity } from "./credentials/web-identity.ts";
export { fromSso } from "./credentials/sso.ts";
export { fromLogin } from "./credentials/login.ts";
export { fromProcess } from "./credentials/process.ts";
export { fromContainer } from "./credentials/container.ts";
export { fromInstanceMetadata } from "./credentials/instance-metadata.ts";
export { defaultChain } from "./credentials/default-chain.ts";
export type { Provider } from "./credentials/context.ts";
