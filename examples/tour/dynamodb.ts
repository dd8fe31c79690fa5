import assert from "node:assert/strict";
import { ConditionalCheckFailedException, DynamoDB } from "@inia/dynamodb";
import type { Stop } from "./tour.ts";

/** A table: create it, wait for it, write, query, and a condition that does not hold. */
export const dynamodb: Stop = {
  service: "DynamoDB",
  protocol: "json",
  async visit(config, call) {
    const dynamodb = new DynamoDB(config);
    const TableName = "Dolphins";

    await call(
      "CreateTable",
      () =>
        dynamodb.createTable({
          TableName,
          BillingMode: "PAY_PER_REQUEST",
          KeySchema: [
            { AttributeName: "River", KeyType: "HASH" },
            { AttributeName: "Name", KeyType: "RANGE" },
          ],
          AttributeDefinitions: [
            { AttributeName: "River", AttributeType: "S" },
            { AttributeName: "Name", AttributeType: "S" },
          ],
        }),
      (out) => out.TableDescription?.TableArn ?? "",
    );

    await call(
      "TableExists (waiter)",
      () => dynamodb.waitUntilTableExists({ TableName }, { timeout: 30_000 }),
      () => "ACTIVE",
    );

    for (const [Name, length] of Object.entries({ Inia: 2.5, Tucuxi: 1.5 })) {
      await call(
        "PutItem",
        () =>
          dynamodb.putItem({
            TableName,
            Item: {
              River: { S: "Amazonas" },
              Name: { S: Name },
              Length: { N: String(length) },
              Photo: { B: new Uint8Array([1, 2, 3]) },
            },
          }),
        () => Name,
      );
    }

    await call(
      "Query",
      () =>
        dynamodb.query({
          TableName,
          KeyConditionExpression: "River = :river",
          ExpressionAttributeValues: { ":river": { S: "Amazonas" } },
        }),
      ({ Items, Count }) => {
        assert.equal(Count, 2);
        assert.deepEqual(Items?.[0], {
          River: { S: "Amazonas" },
          Name: { S: "Inia" },
          Length: { N: "2.5" },
          Photo: { B: new Uint8Array([1, 2, 3]) },
        });
        return `${Count} items`;
      },
    );

    await call(
      "PutItem",
      () =>
        dynamodb
          .putItem({
            TableName,
            Item: { River: { S: "Amazonas" }, Name: { S: "Inia" } },
            ConditionExpression: "attribute_not_exists(River)",
          })
          .catch((error: unknown) => error),
      (error) => {
        assert(error instanceof ConditionalCheckFailedException);
        return `${error.code}, as it should`;
      },
    );
  },
};
