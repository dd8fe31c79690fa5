import { registerFamily } from "../register-family.ts";
import { endpointEngine, endpointServices } from "./endpoints.ts";

registerFamily(endpointEngine);
registerFamily(endpointServices);
