import type { Row } from "../row.ts";
import { bodyRows } from "./d-bodies.ts";
import { clockRows } from "./d-clock.ts";
import { codeRows } from "./d-codes.ts";
import { expiredRows } from "./d-expired.ts";
import { hintRows } from "./d-hints.ts";
import { outageRows } from "./d-outage.ts";
import { redirectRows } from "./d-redirects.ts";
import { throttlingRows } from "./d-throttling.ts";
import { uploadRows } from "./d-uploads.ts";

/** D: status codes, retries, errors. */
export const familyD: readonly Row[] = [
  ...hintRows,
  ...throttlingRows,
  ...codeRows,
  ...outageRows,
  ...bodyRows,
  ...clockRows,
  ...expiredRows,
  ...redirectRows,
  ...uploadRows,
];
