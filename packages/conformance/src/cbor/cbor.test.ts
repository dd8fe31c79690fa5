import { registerFamily } from "../register-family.ts";
import { cbor } from "./cbor.ts";

registerFamily(cbor);
