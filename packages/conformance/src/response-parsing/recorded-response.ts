import { fileURLToPath } from "node:url";
import { awsJson } from "../../../core/src/protocols/aws-json/aws-json.ts";
import { awsQuery } from "../../../core/src/protocols/aws-query/aws-query.ts";
import { ec2Query } from "../../../core/src/protocols/ec2-query/ec2-query.ts";
import type { Protocol } from "../../../core/src/protocols/protocol.ts";
import { restXml } from "../../../core/src/protocols/rest-xml/rest-xml.ts";
import type { AnyOperation } from "../../../core/src/shape/operation.ts";
import type { ServiceInfo } from "../../../core/src/shape/service-info.ts";
import { describeService } from "../../../service-model/src/describe/describe-service.ts";
import type { DescribedService } from "../../../service-model/src/describe/described.ts";
import { loadService } from "../../../service-model/src/load/load-service.ts";
import { planService } from "../../../service-model/src/plan/plan-service.ts";
import type { ServicePlan } from "../../../service-model/src/plan/plan.ts";
import { hasVectors, vectorNames, vectorText } from "../vectors.ts";

/** A response as a service once sent it, and what is to be read from it. */
export interface RecordedResponse {
  readonly name: string;
  readonly body: string;
  readonly expected: unknown;
  readonly error: boolean;
  readonly format: "xml" | "json";
}

/** The recorded responses; a body and what it means are two files of one name. */
export function recordedResponses(): RecordedResponse[] {
  if (!hasVectors("response-parsing")) return [];
  return [
    ...responsesIn("xml", "responses", "responses"),
    ...responsesIn("xml", "errors", "errors"),
    ...responsesIn("json", "errors", "expected"),
  ];
}

function responsesIn(format: "xml" | "json", folder: string, expected: string): RecordedResponse[] {
  const path = ["response-parsing", format] as const;
  return vectorNames(...path, folder)
    .filter((file) => file.endsWith(`.${format}`))
    .map((file) => {
      const name = file.slice(0, file.lastIndexOf("."));
      return {
        name,
        body: withTimes(vectorText(...path, folder, file)),
        expected: JSON.parse(withTimes(vectorText(...path, expected, `${name}.json`))),
        error: folder === "errors",
        format,
      };
    });
}

// Some responses are samples of old documentation, with a placeholder where a service writes a time.
function withTimes(text: string): string {
  return text.replaceAll("YYYY-MM-DDTHH:MM:SS.000Z", "2013-05-01T12:00:00.000Z");
}

/** The operation that a response answers, by the name of its file: `ec2-describe-instances#2`. */
export interface RecordedOperation {
  readonly protocol: Protocol;
  readonly service: ServiceInfo;
  readonly operation: AnyOperation;
}

const services: Map<string, { plan: ServicePlan; described: DescribedService }> = new Map();
const patches: string = fileURLToPath(new URL("../../../../models/patches", import.meta.url));

/** Finds the operation of a response in the service descriptions of a folder. */
export function operationOf(models: string, { name, format }: RecordedResponse): RecordedOperation {
  const [, serviceName = "", kebab = ""] = /^([^-]+)-([^#]+)/.exec(name) ?? [];
  let service = services.get(serviceName);
  if (!service) {
    const plan = planService(loadService(models, serviceName, { validate: false, patches }));
    services.set(serviceName, (service = { plan, described: describeService(plan) }));
  }
  const { plan, described } = service;
  const wanted = kebab.replaceAll("-", "");
  const found = plan.operations.find((operation) => operation.name.toLowerCase() === wanted);
  if (!found) throw new Error(`${serviceName} has no operation ${kebab}`);
  return {
    protocol: format === "json" ? awsJson : xmlProtocol(plan.protocol),
    service: described.info as ServiceInfo,
    operation: described.operations[found.name] as unknown as AnyOperation,
  };
}

// SQS speaks JSON today; its recorded responses are of the time when it spoke query, and its tables serve both.
function xmlProtocol(name: ServicePlan["protocol"]): Protocol {
  return name === "rest-xml" ? restXml : name === "ec2" ? ec2Query : awsQuery;
}
