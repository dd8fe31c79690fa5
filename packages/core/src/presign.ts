/** Presigned URLs: `@inia/core/presign`. */
export { presign, type PresignedRequest, type PresignOptions } from "./presign/presign.ts";
