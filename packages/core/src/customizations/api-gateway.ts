import type { Customization } from "../pipeline/service.ts";

/** API Gateway answers in its own media type unless JSON is asked for. */
export const apiGateway: Customization = {
  draft({ draft }) {
    draft.headers["accept"] ??= "application/json";
  },
};
