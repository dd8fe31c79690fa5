import type { Socket } from "node:dgram";
import { createEnvironment } from "#config";
import type { Environment } from "../config/environment.ts";
import type { HookedCall, Hooks } from "../config/hooks.ts";
import { attemptEvent, callEvent, type MonitoredAttempt, type MonitoringEvent } from "./monitoring-events.ts";
import { readMonitoringSettings, type MonitoringSettings } from "./monitoring-settings.ts";

/** Options of {@link clientMonitoring}. */
export interface ClientMonitoringOptions {
  /** Profile of the shared files; the active one when left out. */
  readonly profile?: string | undefined;
  /** Variables and shared files; the process's own when left out. */
  readonly environment?: Environment | undefined;
}

/** Bytes of an event at most; longer ones are dropped. */
const maxEvent = 8192;

/** A call that is under way. */
interface MonitoredCall {
  readonly startedAt: number;
  attempts: number;
  current?: MonitoredAttempt;
}

type Publish = (call: HookedCall, event: MonitoringEvent) => void;

/**
 * Client-side monitoring (CSM): hooks that send an event for every call and every attempt over UDP to the agent that
 * `AWS_CSM_HOST` and `AWS_CSM_PORT` name, in the clear, access key and session token included, as all AWS SDKs do. They do
 * nothing unless `AWS_CSM_ENABLED`, or `csm_enabled` of the profile, is true. Settings are read when the first call is made,
 * which throws {@link ConfigError} if they are wrong; an event that cannot be sent is dropped.
 *
 * @example
 * const session = new Session({ hooks: clientMonitoring() });
 */
export function clientMonitoring(options: ClientMonitoringOptions = {}): Hooks {
  let opened: Promise<Publish | undefined> | undefined;
  const calls = new WeakMap<HookedCall, MonitoredCall>();
  const endAttempt = (publish: Publish, call: HookedCall, known: MonitoredCall, error?: unknown): void => {
    if (known.current) publish(call, attemptEvent(known.current, error));
  };
  return {
    call: [
      (next) => async (call) => {
        const publish = await (opened ??= open(options));
        if (publish === undefined) return next(call);
        const known: MonitoredCall = { startedAt: Date.now(), attempts: 0 };
        calls.set(call, known);
        const end = (error?: unknown): void => {
          endAttempt(publish, call, known, error);
          if (known.current) publish(call, callEvent(known.startedAt, known.attempts, known.current, error));
        };
        try {
          const output = await next(call);
          end();
          return output;
        } catch (error) {
          end(error);
          throw error;
        }
      },
    ],
    attempt: [
      (next) => async (call, request) => {
        const known = calls.get(call);
        const publish = await opened;
        if (known === undefined || publish === undefined) return next(call, request);
        endAttempt(publish, call, known, call.failure);
        const attempt: MonitoredAttempt = { startedAt: Date.now(), latency: 0, request };
        known.attempts++;
        known.current = attempt;
        try {
          return (attempt.response = await next(call, request));
        } finally {
          attempt.latency = Date.now() - attempt.startedAt;
        }
      },
    ],
  };
}

/** Reads the settings and opens a socket; undefined when monitoring is not enabled. */
async function open({ profile, environment }: ClientMonitoringOptions): Promise<Publish | undefined> {
  const settings = await readMonitoringSettings(environment ?? createEnvironment(), profile);
  if (settings === undefined) return undefined;
  const { createSocket } = await import("node:dgram");
  const socket = createSocket(settings.host.includes(":") ? "udp6" : "udp4");
  socket.on("error", ignore);
  socket.unref();
  return (call, event) => send(socket, settings, call, event);
}

function send(
  socket: Socket,
  { host, port, clientId }: MonitoringSettings,
  call: HookedCall,
  event: MonitoringEvent,
): void {
  const { service, operation } = call;
  const about = { Version: 1, ClientId: clientId, Service: service, Api: operation.name };
  const bytes = new TextEncoder().encode(JSON.stringify({ ...about, ...event }));
  if (bytes.length <= maxEvent) socket.send(bytes, port, host, ignore);
}

function ignore(): void {}
