import type { FormWriter } from "../../codecs/query/form-writer.ts";
import { percentEncode } from "../../codecs/scalars/percent-encoding.ts";
import type { AnyOperation } from "../../shape/operation.ts";
import type { ServiceInfo } from "../../shape/service-info.ts";
import type { RequestDraft } from "../protocol.ts";

/** The request of the query and ec2 protocols: a form that begins with the operation and the version of the API. */
export function formRequest(
  service: ServiceInfo,
  operation: AnyOperation,
  input: Record<string, unknown>,
  writer: FormWriter,
): RequestDraft {
  const head = `Action=${operation.name}&Version=${percentEncode(service.apiVersion)}`;
  return {
    method: operation.http?.split(" ")[0] ?? "POST",
    path: "/",
    query: "",
    headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
    body: operation.input ? head + writer.write(operation.input, input) : head,
  };
}
