/** Presigned URLs, forms, tokens and cookies: `@inia/core/presign`. */
export { presign, type PresignedRequest, type PresignOptions } from "./presign/presign.ts";
export { presignRequest, type RequestToPresign, type SignFor } from "./presign/presign-request.ts";
export {
  createPresignedPost,
  type PostCondition,
  type PresignedPost,
  type PresignedPostOptions,
} from "./presign/presigned-post.ts";
export {
  dsqlAuthToken,
  elastiCacheAuthToken,
  memoryDbAuthToken,
  rdsAuthToken,
  type DsqlAuthTokenOptions,
  type ElastiCacheAuthTokenOptions,
  type MemoryDbAuthTokenOptions,
  type RdsAuthTokenOptions,
} from "./presign/auth-tokens.ts";
export { eksAuthToken, type EksAuthTokenOptions } from "./presign/eks-auth-token.ts";
export {
  cloudFrontPolicy,
  cloudFrontSignedCookies,
  cloudFrontSignedUrl,
  type CloudFrontCookieOptions,
  type CloudFrontKey,
  type CloudFrontPolicy,
  type CloudFrontTerms,
  type CloudFrontUrlOptions,
} from "./presign/cloud-front.ts";
