import { count, credentials, inputOf, lengthOf, region } from "../inputs.mjs";

const clients = {
  dynamodb: "DynamoDBClient",
  ec2: "EC2Client",
  s3: "S3Client",
  sqs: "SQSClient",
  sts: "STSClient",
};

export async function open(operation, endpoint, checksums) {
  const [service, name] = operation.split(/[. ]/);
  const module = await import(`@inia/${service}`);
  const mode = checksums === "off" ? "when_required" : "when_supported";
  const client = new module[clients[service]]({
    region,
    credentials,
    endpoint,
    requestChecksumCalculation: mode,
    responseChecksumValidation: mode,
  });
  const call = () => client.send(module[name], inputOf(operation));
  if (operation === "s3.GetObject") return async () => (await (await call()).Body.bytes()).length;
  if (operation === "s3.GetObject large") return async () => lengthOf((await call()).Body);
  return async () => count[operation](await call());
}
