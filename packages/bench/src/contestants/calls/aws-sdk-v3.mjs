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
  const module = await import(`@aws-sdk/client-${service}`);
  const Command = module[`${name}Command`];
  const mode = checksums === "off" ? "WHEN_REQUIRED" : "WHEN_SUPPORTED";
  const client = new module[clients[service]]({
    region,
    credentials,
    endpoint,
    forcePathStyle: true,
    requestChecksumCalculation: mode,
    responseChecksumValidation: mode,
    useQueueUrlAsEndpoint: false,
  });
  const call = () => client.send(new Command(inputOf(operation)));
  if (operation === "s3.GetObject")
    return async () => (await (await call()).Body.transformToByteArray()).length;
  if (operation === "s3.GetObject large") return async () => lengthOf((await call()).Body);
  return async () => count[operation](await call());
}
