import { Effect } from "effect";
import { credentials, inputOf, region } from "../inputs.mjs";

const classes = { dynamodb: "DynamoDB", sqs: "SQS" };

export async function open(operation, endpoint) {
  const [service, name] = operation.split(".");
  const module = await import(`itty-aws/${service}`);
  const client = new module[classes[service]]({ region, credentials, endpoint });
  const method = name[0].toLowerCase() + name.slice(1);
  return async () => {
    const output = await Effect.runPromise(client[method](inputOf(operation)));
    return output.Item ? Object.keys(output.Item).length : Number(output.MessageId.length === 36);
  };
}
