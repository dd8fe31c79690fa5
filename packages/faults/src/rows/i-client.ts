import type { Row } from "../row.ts";
import { abortRows } from "./i-aborts.ts";
import { headerRows } from "./i-headers.ts";
import { hostRows } from "./i-hosts.ts";
import { lifetimeRows } from "./i-lifetime.ts";

/** I: what the client itself must see to. */
export const familyI: readonly Row[] = [...abortRows, ...lifetimeRows, ...hostRows, ...headerRows];
