/** Stubs for tests of applications: the real serializer, signer and parser, and no network. */
export {
  stub,
  type ClientClass,
  type Reply,
  type Rule,
  type Rules,
  type Stub,
  type StubbedCall,
} from "./stub.ts";
export type { FailOptions } from "./write-error.ts";
