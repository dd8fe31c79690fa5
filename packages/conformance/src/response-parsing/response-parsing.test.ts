import { registerFamily } from "../register-family.ts";
import { responseParsing } from "./response-parsing.ts";

registerFamily(responseParsing);
