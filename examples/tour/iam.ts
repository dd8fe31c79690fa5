import assert from "node:assert/strict";
import { IAM, NoSuchEntityException } from "@inia/iam";
import type { Stop } from "./tour.ts";

/** Users: create three, list them one by one over pages, and one that does not exist. */
export const iam: Stop = {
  service: "IAM",
  protocol: "query",
  async visit(config, call) {
    const iam = new IAM(config);
    for (const UserName of ["ana", "bia"]) {
      await call(
        "CreateUser",
        () => iam.createUser({ UserName, Path: "/guides/" }),
        (out) => {
          assert(out.User?.CreateDate instanceof Date);
          return out.User.Arn;
        },
      );
    }

    await call(
      "ListUsers",
      async () => {
        const names: string[] = [];
        for await (const user of iam.paginateListUsers({ PathPrefix: "/guides/" }, { pageSize: 1 }).items()) {
          names.push(user.UserName);
        }
        return names;
      },
      (names) => {
        assert.deepEqual(names, ["ana", "bia"]);
        return names.join(" ");
      },
    );

    await call(
      "GetUser",
      () => iam.getUser({ UserName: "nobody" }).catch((error: unknown) => error),
      (error) => {
        assert(error instanceof NoSuchEntityException);
        return `${error.code}, as it should`;
      },
    );
  },
};
