import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { row, type Case, type Row } from "../row.ts";
import type { Reply } from "../server/fault-server.ts";
import { atFirst, whole } from "../server/replies.ts";
import { jsonError, statusLine, xmlError } from "./error-answers.ts";
import { queueUrl, queueUrlCase, queueUrlReply } from "./queue-url.ts";

/** One error, then the answer. */
function mendedCase(name: string, fault: Reply): Case {
  return queueUrlCase(name, atFirst(fault, queueUrlReply), { value: { QueueUrl: queueUrl }, requests: 2 });
}

/** An error that the model calls retryable. */
const modelled: Case = queueUrlCase(
  "ReplicatedWriteConflictException, which DynamoDB's model calls retryable",
  atFirst(
    jsonError(400, "ReplicatedWriteConflictException"),
    whole("{}", "content-type: application/x-amz-json-1.0\r\n"),
  ),
  { value: {}, requests: 2 },
  {
    services: ["dynamodb"],
    run: (sdk, { endpoint }) =>
      sdk.client("dynamodb", { endpoint }).call("PutItem", { TableName: "t", Item: { id: { S: "1" } } }),
  },
);

const assumed = `<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials>
<AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>
<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`;

const idpDown = whole(
  "<ErrorResponse><Error><Code>IDPCommunicationError</Code><Message>so it is</Message></Error></ErrorResponse>",
  "content-type: text/xml\r\n",
  statusLine(400),
);

/** STS could not reach the identity provider; a role by web identity is what that operation is for. */
const identityProvider: Case = {
  name: "IDPCommunicationError of STS",
  fast: true,
  run: (sdk, { endpoint }) =>
    sdk.client("sqs", { endpoint, credentials: "default" }).call("GetQueueUrl", { QueueName: "truth" }),
  async start(kit) {
    const sts = await kit.serve(atFirst(idpDown, whole(assumed, "content-type: text/xml\r\n")));
    const sqs = await kit.serve(queueUrlReply);
    const token = join(await kit.folder(), "token");
    await writeFile(token, "of the identity provider");
    return {
      target: { endpoint: sqs.url },
      env: {
        AWS_REGION: "us-east-1",
        AWS_ENDPOINT_URL_STS: sts.url,
        AWS_ROLE_ARN: "arn:aws:iam::123456789012:role/parcels",
        AWS_WEB_IDENTITY_TOKEN_FILE: token,
      },
      expect: { value: { QueueUrl: queueUrl }, requests: 3 },
    };
  },
};

/** An error that asking again cannot mend. */
function finalCase(name: string, reply: Reply, fault: string, more: Partial<Case> = {}): Case {
  return queueUrlCase(name, reply, { faults: [fault], requests: 1, attempts: 1 }, more);
}

const putItem: Partial<Case> = {
  services: ["dynamodb"],
  run: (sdk, { endpoint }) =>
    sdk.client("dynamodb", { endpoint }).call("PutItem", { TableName: "t", Item: { id: { S: "1" } } }),
};

const getObject: Partial<Case> = {
  services: ["s3"],
  run: (sdk, { endpoint }) =>
    sdk.client("s3", { endpoint }).call("GetObject", { Bucket: "bucket", Key: "key" }),
};

/** D7 and D8: which codes are worth another attempt. */
export const codeRows: readonly Row[] = [
  row("D7", "codes of faults that pass", [
    mendedCase("RequestTimeout", jsonError(400, "RequestTimeout")),
    mendedCase("RequestTimeoutException", jsonError(400, "RequestTimeoutException")),
    identityProvider,
    modelled,
  ]),
  row("D8", "errors that stay", [
    finalCase("ValidationException", jsonError(400, "ValidationException"), "Service ValidationException"),
    finalCase(
      "ConditionalCheckFailedException",
      jsonError(400, "ConditionalCheckFailedException"),
      "Service ConditionalCheckFailedException",
      putItem,
    ),
    finalCase("AccessDenied", xmlError(403, "AccessDenied"), "Service AccessDenied", getObject),
    finalCase("404", xmlError(404, "NoSuchKey"), "Service NoSuchKey", getObject),
    finalCase("501", jsonError(501, "NotImplemented"), "Service 501"),
  ]),
];
