import { inspect } from "node:util";
import {
  AbortError,
  ConfigError,
  CredentialsError,
  IntegrityError,
  ParseError,
  SdkError,
  ServiceError,
  TimeoutError,
  TlsError,
  TransportError,
  ValidationError,
  type ClientConfig,
} from "@inia/core";
import { rpcV2Cbor } from "@inia/core/service";
import type { Fault, FaultClass } from "../outcome.ts";
import type { ConfigName, ServiceName } from "../row.ts";
import { testKeys, tunedAttempts, tunedLimits, type AnyClient, type ClientOptions, type Sdk } from "./sdk.ts";

/** Inia as a case sees it. `modules` are the generated clients that were loaded. */
export function createInia(config: ConfigName, modules: ReadonlyMap<ServiceName, any>): Sdk {
  const module = (service: ServiceName): any => {
    const exports = modules.get(service);
    if (exports === undefined) throw new Error(`The case does not name ${service} among its services`);
    return exports;
  };
  return {
    name: "inia",
    config,
    module,
    client(service, options) {
      const exports = module(service);
      const type = Object.keys(exports).find((name) => name.endsWith("Client"))!;
      return adapt(new exports[type](configure(config, options)), exports);
    },
    discard: (body) => body.destroy(),
    classify: classifyInia,
  };
}

function configure(config: ConfigName, options: ClientOptions): ClientConfig {
  const {
    endpoint,
    region = "us-east-1",
    credentials = testKeys,
    maxBodyBytes,
    limits,
    log,
    proxy,
  } = options;
  if (proxy !== undefined) process.env["HTTPS_PROXY"] = process.env["HTTP_PROXY"] = proxy;
  const { connect, headers, body } = tunedLimits;
  const tuned = { connect, headers, body, stream: body, upload: body };
  const given = { ...limits, ...(limits?.body !== undefined && { stream: limits.body }) };
  const maxAttempts = options.maxAttempts ?? (config === "T" ? tunedAttempts : undefined);
  return {
    region,
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials !== "default" && { credentials }),
    ...(maxAttempts !== undefined && { maxAttempts }),
    ...(maxBodyBytes !== undefined && { maxBodyBytes }),
    ...(options.signer !== undefined && { signer: options.signer }),
    ...(options.cbor === true && { protocol: rpcV2Cbor }),
    ...(log !== undefined && { logger: loggerInto(log) }),
    timeouts: { ...(config === "T" && tuned), ...given },
    s3: { addressingStyle: "path" },
  };
}

/** A logger of either SDK that writes all it is given into a list. */
export function loggerInto(
  log: string[],
): Record<"debug" | "info" | "warn" | "error" | "trace", (...parts: unknown[]) => void> {
  const note = (...parts: unknown[]): void =>
    void log.push(
      parts.map((part) => (typeof part === "string" ? part : inspect(part, { depth: 8 }))).join(" "),
    );
  return { debug: note, info: note, warn: note, error: note, trace: note };
}

function adapt(client: any, exports: any): AnyClient {
  return {
    raw: client,
    call: async (operation, input = {}, options = {}) => client.send(exports[operation], input, options),
    destroy: () => client.destroy(),
  };
}

const classes: readonly (readonly [abstract new (...args: any[]) => SdkError, FaultClass])[] = [
  [TlsError, "Tls"],
  [TransportError, "Transport"],
  [TimeoutError, "Timeout"],
  [IntegrityError, "Integrity"],
  [ParseError, "Parse"],
  [ValidationError, "Validation"],
  [CredentialsError, "Credentials"],
  [ConfigError, "Config"],
  [AbortError, "Abort"],
  [ServiceError, "Service"],
  [SdkError, "Other"],
];

/** What a failure of Inia is. */
export function classifyInia(error: any): Fault {
  return {
    class: classes.find(([type]) => error instanceof type)?.[1] ?? "Untyped",
    name: String(error?.name),
    message: String(error?.message ?? error),
    code: error?.code,
    phase: error?.phase,
    reason: error?.reason,
    status: error?.statusCode,
    attempts: error?.attempts,
    retryable: error?.retryable,
  };
}
