/** The requests of the operations as they are written by hand, unsigned: what floors and signers send. */
import { expected, inputOf, inputs, largeObject, smallBody } from "../inputs.mjs";

/** Method, path, headers and body of a call, and how its answer, as bytes, is counted. */
export function plainRequest(operation) {
  const [service, name] = operation.split(/[. ]/);
  const target = { dynamodb: "DynamoDB_20120810", sqs: "AmazonSQS" }[service];
  if (target !== undefined) {
    const headers = { "content-type": "application/x-amz-json-1.0", "x-amz-target": `${target}.${name}` };
    const body = JSON.stringify(inputs[operation]);
    return { service, method: "POST", path: "/", headers, body, count: jsonCounts[operation] };
  }
  // A floor reads XML to its end and looks no further.
  const count = (bytes) => (bytes.toString().length > 0 ? expected[operation] : 0);
  if (service !== "s3") {
    const { NextToken } = inputs[operation];
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const body = `Action=${name}&Version=2016-11-15${NextToken ? `&NextToken=${NextToken}` : ""}`;
    return { service, method: "POST", path: "/", headers, body, count };
  }
  const { Key } = inputOf(operation);
  const path = name === "ListObjectsV2" ? "/bench?list-type=2" : `/bench/${Key}`;
  if (name === "GetObject")
    return { service, method: "GET", path, headers: {}, count: (bytes) => bytes.length };
  if (name !== "PutObject") return { service, method: "GET", path, headers: {}, count };
  if (Key === "large") {
    const headers = { "content-length": String(largeObject) };
    return { service, method: "PUT", path, headers, stream: true, count: () => 1 };
  }
  return { service, method: "PUT", path, headers: {}, body: smallBody, count: () => 1 };
}

const jsonCounts = {
  "dynamodb.GetItem": (bytes) => Object.keys(JSON.parse(bytes.toString()).Item).length,
  "dynamodb.Query": (bytes) => JSON.parse(bytes.toString()).Items.length,
  "sqs.SendMessage": (bytes) => Number(JSON.parse(bytes.toString()).MessageId.length === 36),
};
