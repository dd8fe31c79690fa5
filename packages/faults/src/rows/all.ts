import type { Row } from "../row.ts";
import { familyA } from "./a-connect.ts";
import { familyB } from "./b-head.ts";
import { familyC } from "./c-body.ts";
import { familyD } from "./d-errors.ts";
import { checksumRows } from "./e-checksums.ts";
import { eventRows } from "./e-events.ts";
import { credentialEndpointRows } from "./g-endpoints.ts";
import { credentialProviderRows } from "./g-providers.ts";
import { duplexRows, familyH } from "./h-http2.ts";
import { familyF } from "./f-parsers.ts";
import { familyI } from "./i-client.ts";

/** Every row of the matrix, in the order of the report. */
export const rows: readonly Row[] = [
  ...familyA,
  ...familyB,
  ...familyC,
  ...familyD,
  ...checksumRows,
  ...eventRows,
  ...duplexRows,
  ...familyF,
  ...credentialEndpointRows,
  ...credentialProviderRows,
  ...familyH,
  ...familyI,
];

/** What the families are about. */
export const families: Readonly<Record<string, string>> = {
  A: "Connect, DNS, TLS, proxy",
  B: "Response head",
  C: "Response body",
  D: "Status codes, retries, errors",
  E: "Integrity and event streams",
  F: "Parser bombs",
  G: "Credentials",
  H: "HTTP/2",
  I: "Client side",
};
