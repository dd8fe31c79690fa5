/** Nothing in a browser gets its credentials from STS or SSO by itself: the call rejects as the default chain does. */
export { defaultChain as innerCallOver } from "../credentials/default-chain-web.ts";
