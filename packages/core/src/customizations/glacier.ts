import type { Customization } from "../pipeline/service.ts";

/** Glacier wants its API version in a header; `accountId` defaults to `-`, the account of the credentials. */
export const glacier: Customization = {
  input: ({ input }) => (input["accountId"] == null ? { ...input, accountId: "-" } : input),
  draft({ draft, client }) {
    draft.headers["x-amz-glacier-version"] = client.service.apiVersion;
  },
};
