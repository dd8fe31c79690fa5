import { checkEndpointUrl } from "../endpoint/check-host.ts";
import type { Customization } from "../pipeline/service.ts";

/** Predictions are made at the endpoint of the model: `PredictEndpoint` replaces scheme and host. */
export const machineLearning: Customization = {
  request(call) {
    const endpoint = call.input["PredictEndpoint"];
    if (call.operation.name !== "Predict" || typeof endpoint !== "string") return;
    checkEndpointUrl(endpoint);
    const origin = /^https?:\/\/[^/]+/i;
    call.url = call.url.replace(origin, origin.exec(endpoint)![0]);
  },
};
