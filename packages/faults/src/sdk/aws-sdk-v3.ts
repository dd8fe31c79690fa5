import { createRequire } from "node:module";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import type { Fault, FaultClass } from "../outcome.ts";
import type { ConfigName, ServiceName } from "../row.ts";
import { loggerInto } from "./inia.ts";
import { createProxyAgent } from "./proxy-agent.ts";
import { testKeys, tunedAttempts, tunedLimits, type AnyClient, type ClientOptions, type Sdk } from "./sdk.ts";

/** AWS SDK for JavaScript v3 as a case sees it. `modules` are the clients that were loaded. */
export function createAwsSdkV3(config: ConfigName, modules: ReadonlyMap<ServiceName, any>): Sdk {
  const module = (service: ServiceName): any => {
    const exports = modules.get(service);
    if (exports === undefined) throw new Error(`The case does not name ${service} among its services`);
    return exports;
  };
  return {
    name: "aws-sdk-v3",
    config,
    module,
    client(service, options) {
      const exports = module(service);
      const type = Object.keys(exports).find((name) => /^[A-Z]\w+Client$/.test(name) && name !== "__Client")!;
      const configuration = configure(config, options);
      // Its Kinesis client speaks HTTP/2 by default; the rows about event streams are the same for both SDKs over HTTP/1.1.
      if (service === "kinesis")
        configuration["requestHandler"] = new NodeHttpHandler(configuration["requestHandler"]!);
      return adapt(new exports[type](configuration), exports);
    },
    discard: (body) => body.destroy(),
    classify: classifyAwsSdkV3,
  };
}

function configure(config: ConfigName, options: ClientOptions): Record<string, unknown> {
  const { endpoint, region = "us-east-1", credentials = testKeys, limits, log, proxy } = options;
  const maxAttempts = options.maxAttempts ?? (config === "T" ? tunedAttempts : undefined);
  return {
    region,
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials !== "default" && { credentials }),
    ...(maxAttempts !== undefined && { maxAttempts }),
    ...(log !== undefined && { logger: loggerInto(log) }),
    ...(options.signer !== undefined && { signer: options.signer }),
    ...(options.cbor === true && { protocol: cborProtocol() }),
    requestHandler: {
      ...(config === "T" && handlerOptions(tunedLimits)),
      ...handlerOptions(limits ?? {}),
      ...(config === "T" && { throwOnRequestTimeout: true }),
      ...(proxy !== undefined && { httpsAgent: createProxyAgent(proxy) }),
    },
    forcePathStyle: true,
  };
}

/** The protocols are in a package that clients bring along. */
function cborProtocol(): unknown {
  const client = createRequire(import.meta.url).resolve("@aws-sdk/client-cloudwatch");
  return createRequire(client)("@aws-sdk/core/protocols").AwsSmithyRpcV2CborProtocol;
}

function handlerOptions({ connect, headers, body }: Partial<typeof tunedLimits>): Record<string, number> {
  return {
    ...(connect !== undefined && { connectionTimeout: connect }),
    ...(headers !== undefined && { requestTimeout: headers }),
    ...(body !== undefined && { socketTimeout: body }),
  };
}

function adapt(client: any, exports: any): AnyClient {
  return {
    raw: client,
    async call(operation, input = {}, { signal } = {}) {
      const command = new exports[`${operation}Command`](input);
      const { $metadata: _, ...output } = await client.send(command, signal && { abortSignal: signal });
      return output;
    },
    destroy: () => client.destroy(),
  };
}

const systemCode = /^(E[A-Z]{3,}|EAI_AGAIN|HPE_\w+|ERR_STREAM_PREMATURE_CLOSE|ERR_HTTP2?_\w+)$/;
const tlsCode = /^(CERT_|ERR_TLS|ERR_SSL|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|EPROTO$)/;
const internal = /^(TypeError|RangeError|ReferenceError|EvalError|URIError)$/;

/**
 * What a failure of AWS SDK for JavaScript v3 is. The mapping leans its way: any error that names the problem counts, whatever
 * its class; only what shows a bug through it (a `TypeError` without a code) does not.
 */
export function classifyAwsSdkV3(error: any): Fault {
  const code: string | undefined = typeof error?.code === "string" ? error.code : undefined;
  return {
    class: classOf(error, code),
    name: String(error?.name),
    message: String(error?.message ?? error),
    code: error?.$fault ? error.name : code,
    status: error?.$metadata?.httpStatusCode,
    attempts: error?.$metadata?.attempts,
    retryable: error?.$retryable !== undefined,
  };
}

function classOf(error: any, code: string | undefined): FaultClass {
  const name = String(error?.name);
  const message = String(error?.message ?? error);
  if (name === "AbortError") return "Abort";
  if (name === "TimeoutError" || code === "ETIMEDOUT") return "Timeout";
  if (/CredentialsProviderError|TokenProviderError/.test(name)) return "Credentials";
  if (error?.$fault !== undefined) return "Service";
  if (code !== undefined && tlsCode.test(code)) return "Tls";
  if (code === "ERR_INVALID_CHAR" || code === "ERR_INVALID_HTTP_TOKEN" || code === "ERR_INVALID_URL")
    return "Validation";
  if (code !== undefined && systemCode.test(code)) return "Transport";
  if (name === "SyntaxError" || /deserialization/i.test(message)) return "Parse";
  if (/checksum|mismatch|truncated|crc/i.test(message)) return "Integrity";
  return !(error instanceof Error) || internal.test(name) ? "Untyped" : "Other";
}
