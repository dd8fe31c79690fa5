import assert from "node:assert/strict";
import { Lambda, ResourceNotFoundException } from "@inia/lambda";
import type { Stop } from "./tour.ts";

/** Functions: list none, ask for one that does not exist. */
export const lambda: Stop = {
  service: "Lambda",
  protocol: "rest-json",
  async visit(config, call) {
    const lambda = new Lambda(config);
    await call(
      "ListFunctions",
      () => lambda.listFunctions({}),
      (out) => {
        assert.deepEqual(out.Functions, []);
        return "no functions";
      },
    );

    await call(
      "GetFunction",
      () => lambda.getFunction({ FunctionName: "nothing" }).catch((error: unknown) => error),
      (error) => {
        assert(error instanceof ResourceNotFoundException);
        return `${error.code}, as it should`;
      },
    );
  },
};
