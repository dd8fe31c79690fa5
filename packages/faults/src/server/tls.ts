import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TlsOptions } from "node:tls";
import { certificates } from "../../../core/src/http/certificates.fixture.ts";
import type { Kit } from "./kit.ts";

/** A server whose certificate is right for `localhost`. */
export const goodTls: TlsOptions = { cert: certificates.good, key: certificates.key };

/** One whose certificate is for another host. */
export const wrongNameTls: TlsOptions = { cert: certificates.wrongName, key: certificates.key };

/** One whose certificate has expired. */
export const expiredTls: TlsOptions = { cert: certificates.expired, key: certificates.key };

/** Environment in which the authority of these certificates is trusted, by both SDKs. */
export async function trusting(kit: Kit): Promise<Record<string, string>> {
  const file = join(await kit.folder(), "authority.pem");
  await writeFile(file, certificates.authority);
  return { NODE_EXTRA_CA_CERTS: file };
}
