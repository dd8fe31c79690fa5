import type { Customization } from "../pipeline/service.ts";

/** Searches are sent as forms: a query may be longer than a URL can be. */
export const cloudSearchDomain: Customization = {
  draft({ draft, operation }) {
    if (operation.name !== "Search" || draft.query === "") return;
    draft.method = "POST";
    draft.headers["content-type"] = "application/x-www-form-urlencoded";
    draft.body = draft.query;
    draft.query = "";
  },
};
