import { xmlWriter } from "../../../core/src/codecs/xml/writer.ts";
import { createStreamingBody } from "../../../core/src/http/streaming-body.ts";
import { awsJson } from "../../../core/src/protocols/aws-json/aws-json.ts";
import { awsQuery } from "../../../core/src/protocols/aws-query/aws-query.ts";
import { ec2Query } from "../../../core/src/protocols/ec2-query/ec2-query.ts";
import type { Protocol } from "../../../core/src/protocols/protocol.ts";
import { restJson } from "../../../core/src/protocols/rest-json/rest-json.ts";
import { restXml } from "../../../core/src/protocols/rest-xml/rest-xml.ts";
import { rpcV2Cbor } from "../../../core/src/protocols/rpc-v2-cbor/rpc-v2-cbor.ts";
import type { AnyOperation } from "../../../core/src/shape/operation.ts";
import type { ServiceInfo } from "../../../core/src/shape/service-info.ts";
import { operationCodecs } from "../../../service-model/src/describe/operation-codecs.ts";
import { describeService } from "../../../service-model/src/describe/describe-service.ts";
import { planService } from "../../../service-model/src/plan/plan-service.ts";
import type { OperationJson, ServiceModel } from "../../../service-model/src/model.ts";
import type { InputVector, Located, OutputVector } from "./protocol-suite.ts";

const protocols: Record<Protocol["name"], Protocol> = {
  json: awsJson,
  "rest-json": restJson,
  "rest-xml": restXml,
  "smithy-rpc-v2-cbor": rpcV2Cbor,
  query: awsQuery,
  ec2: ec2Query,
};

/** A vector's operation, as a client would have it. */
export interface DescribedCase {
  readonly protocol: Protocol;
  readonly service: ServiceInfo;
  readonly operation: AnyOperation;
}

/** Plans and describes the operation of a vector. */
export function describeCase({ file, suite, vector }: Located<InputVector | OutputVector>): DescribedCase {
  const model: ServiceModel = {
    name: "conformance",
    service: {
      metadata: suite.metadata,
      operations: { [vector.given.name]: wrapped(vector.given, suite.metadata.protocol) },
      shapes: suite.shapes,
    },
    paginators: {},
    waiters: {},
    source: file,
  };
  const plan = planService(model);
  const { info, operations } = describeService(plan);
  const codecs = operationCodecs(plan.operations[0]!, plan.protocol).map(([field]) => field);
  return {
    protocol: protocols[plan.protocol],
    service: info as ServiceInfo,
    operation: {
      ...(operations[vector.given.name] as unknown as AnyOperation),
      ...(codecs.includes("documentWriter") && { documentWriter: xmlWriter }),
      // The other codec that the vectors take: blobs as streams, which an absent body has, too.
      ...(codecs.includes("streamOutput") && { streamOutput: createStreamingBody }),
    },
  };
}

/** Real models of the query protocol name the element around the result; the vectors leave the usual name out. */
function wrapped(operation: OperationJson, protocol: string): OperationJson {
  if (protocol !== "query" || !operation.output) return operation;
  return { ...operation, output: { resultWrapper: `${operation.name}Result`, ...operation.output } };
}
