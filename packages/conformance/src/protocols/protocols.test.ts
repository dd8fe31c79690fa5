import { registerFamily } from "../register-family.ts";
import { protocols } from "./protocols.ts";

registerFamily(protocols);
