/** Every AWS service at run time, from its description. */
export { createClient, type DynamicConfig } from "./create-client.ts";
export type { DynamicClient, DynamicMethod } from "./dynamic-client.ts";
export { createService, serviceOf, type DynamicService } from "./create-service.ts";
