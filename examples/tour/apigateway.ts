import assert from "node:assert/strict";
import { APIGateway, NotFoundException } from "@inia/apigateway";
import type { Stop } from "./tour.ts";

/** REST APIs: create one, read it, read one that does not exist. */
export const apigateway: Stop = {
  service: "API Gateway",
  protocol: "rest-json",
  async visit(config, call) {
    const apigateway = new APIGateway(config);
    const { id = "" } = await call(
      "CreateRestApi",
      () => apigateway.createRestApi({ name: "tour", tags: { river: "Tapajós" } }),
      (out) => {
        assert(out.createdDate instanceof Date);
        return `id ${out.id}`;
      },
    );

    await call(
      "GetRestApi",
      () => apigateway.getRestApi({ restApiId: id }),
      (out) => {
        assert.equal(out.name, "tour");
        return `${out.name}, river ${out.tags?.["river"]}`;
      },
    );

    await call(
      "GetRestApi",
      () => apigateway.getRestApi({ restApiId: "nothing" }).catch((error: unknown) => error),
      (error) => {
        assert(error instanceof NotFoundException);
        return `${error.code}, as it should`;
      },
    );
  },
};
