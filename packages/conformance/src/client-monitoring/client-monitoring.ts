import { deepEqual } from "node:assert/strict";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import {
  Client,
  createStandardRetry,
  TransportError,
  type Environment,
  type HttpResponse,
  type Operation,
  type Service,
} from "@inia/core";
import { clientMonitoring } from "@inia/core/client-monitoring";
import { restJson, standardEndpoint } from "@inia/core/service";
import { createFamily, type CaseFamily } from "../family.ts";
import { hasVectors, vectorText } from "../vectors.ts";

interface Configuration {
  readonly accessKey: string;
  readonly sessionToken?: string;
  readonly region: string;
  /** Retries besides the first attempt. */
  readonly maxRetries?: number;
  readonly environmentVariables: Record<string, string>;
  readonly sharedConfigFile: Record<string, string>;
}

interface AttemptResponse {
  readonly httpStatus?: number;
  readonly responseHeaders?: Record<string, string>;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly sdkException?: { readonly isRetryable: boolean; readonly message: string };
}

type MonitoringEvent = Record<string, string | number>;

interface MonitoringCase {
  readonly description: string;
  readonly configuration?: Configuration;
  readonly apiCalls: readonly {
    readonly serviceId: string;
    readonly operationName: string;
    readonly attemptResponses: readonly AttemptResponse[];
  }[];
  readonly expectedMonitoringEvents: readonly MonitoringEvent[];
}

interface MonitoringCases {
  readonly defaults: {
    readonly configuration: Configuration;
    /** Fields that SDKs may add, by type of event. */
    readonly optionalEventFields: Record<string, MonitoringEvent>;
  };
  readonly cases: readonly MonitoringCase[];
}

/** Events of client-side monitoring, as an agent on the loopback receives them. */
export const clientMonitoringEvents: CaseFamily = createFamily("client-monitoring", () => {
  const file = ["config", "client-monitoring-cases.json"];
  if (!hasVectors(...file)) return [];
  const { defaults, cases } = JSON.parse(vectorText(...file)) as MonitoringCases;
  return cases.map((one) => ({
    name: one.description,
    run: async () => {
      const events = await eventsOf(one, one.configuration ?? defaults.configuration);
      const comparable = events.map((event, i) => {
        const optional = defaults.optionalEventFields[String(event["Type"])] ?? {};
        return blur(event, one.expectedMonitoringEvents[i] ?? {}, optional);
      });
      deepEqual(comparable, one.expectedMonitoringEvents);
    },
  }));
});

/** An event with the placeholders of the expected one where their type fits, and without fields that are optional. */
function blur(event: MonitoringEvent, expected: MonitoringEvent, optional: MonitoringEvent): MonitoringEvent {
  const entries = Object.entries(event).filter(([name]) => name in expected || !(name in optional));
  return Object.fromEntries(
    entries.map(([name, value]) => {
      const any = Number.isInteger(value) ? "ANY_INT" : "ANY_STR";
      return [name, expected[name] === any ? any : value];
    }),
  );
}

async function eventsOf(one: MonitoringCase, configuration: Configuration): Promise<MonitoringEvent[]> {
  const events: MonitoringEvent[] = [];
  const agent = createSocket("udp4", (message) => events.push(JSON.parse(message.toString())));
  agent.bind(0, "127.0.0.1");
  await once(agent, "listening");
  try {
    for (const { serviceId, operationName, attemptResponses } of one.apiCalls) {
      const client = clientOf(
        configuration,
        serviceId,
        attemptResponses,
        (agent.address() as AddressInfo).port,
      );
      await client.send({ name: operationName } satisfies Operation<string, {}, {}>).catch(() => undefined);
    }
    const wanted = one.expectedMonitoringEvents.length;
    for (let waited = 0; events.length < wanted && waited < 100; waited++) await wait(10);
    await wait(20); // for events that nobody expects
    return events;
  } finally {
    agent.close();
  }
}

function clientOf(
  configuration: Configuration,
  serviceId: string,
  responses: readonly AttemptResponse[],
  port: number,
): Client {
  const { accessKey, sessionToken, region, maxRetries = 2 } = configuration;
  const environment = environmentOf(configuration, port);
  const service: Service = {
    id: serviceId,
    apiVersion: "2018-11-05",
    endpointPrefix: serviceId.toLowerCase().replaceAll(" ", ""),
    signingName: "csm",
    protocol: restJson,
    endpoint: standardEndpoint(serviceId.toLowerCase().replaceAll(" ", "")),
  };
  const left = [...responses];
  return new Client(service, {
    region,
    credentials: { accessKeyId: accessKey, secretAccessKey: "secret", ...(sessionToken && { sessionToken }) },
    environment,
    hooks: clientMonitoring({ environment }),
    retryStrategy: createStandardRetry({ maxAttempts: maxRetries + 1, random: () => 0 }),
    transport: { handle: async () => responseOf(left.shift()!) },
  });
}

function responseOf(given: AttemptResponse): HttpResponse {
  const { httpStatus: status = 200, responseHeaders = {}, errorCode, errorMessage, sdkException } = given;
  if (sdkException !== undefined) {
    const { message, isRetryable: retryable } = sdkException;
    throw new TransportError({ what: message, code: "", retryable });
  }
  const headers = Object.fromEntries(
    Object.entries(responseHeaders).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const body = errorCode === undefined ? "{}" : JSON.stringify({ code: errorCode, message: errorMessage });
  return { status, headers, body: new TextEncoder().encode(body) };
}

function environmentOf({ environmentVariables, sharedConfigFile }: Configuration, port: number): Environment {
  const profiles = new Map([["default", new Map(Object.entries(sharedConfigFile))]]);
  const variables: Record<string, string> = { ...environmentVariables, AWS_CSM_PORT: String(port) };
  const none = new Map<string, never>();
  return {
    env: (name) => variables[name],
    files: async () => ({ profiles, config: none, credentials: none, ssoSessions: none, services: none }),
  };
}
