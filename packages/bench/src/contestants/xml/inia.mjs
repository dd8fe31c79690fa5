import { readFileSync } from "node:fs";
import { ec2Query } from "@inia/core/service";
import { DescribeInstances } from "@inia/ec2";
import { count } from "../inputs.mjs";

const service = { id: "EC2", apiVersion: "2016-11-15", endpointPrefix: "ec2", signingName: "ec2" };

export async function open(operation, file) {
  const body = new Uint8Array(readFileSync(file));
  return () =>
    count[operation](ec2Query.parse(service, DescribeInstances, { status: 200, headers: {}, body }).output);
}
