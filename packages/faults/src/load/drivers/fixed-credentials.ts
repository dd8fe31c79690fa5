import type { LoadCredentials } from "../load-driver.ts";

/** Credentials of runs in which they do not matter. */
export const fixedCredentials: LoadCredentials = { accessKeyId: "AKIDLOAD", secretAccessKey: "load-secret" };
