import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Client, Session, type ClientConfig, type Operation, type Service, type Transport } from "@inia/core";
import { defaultChain } from "@inia/core/credentials";
import { bearer, restJson } from "@inia/core/service";
import { expect, vi } from "vitest";
import { createEnvironment } from "../../../core/src/config/environment-node.ts";
import { findLeaks } from "./find-leaks.ts";
import { describeAsked, type Asked } from "./doors.ts";
import type { LocalServices } from "./local-services.ts";
import type { Scenario, Step } from "./scenario.ts";

/** When each scenario begins. */
export const beginning: number = Date.parse("2030-01-01T00:00:00Z");

const Visit: Operation<"Target", {}, {}> = { name: "Visit", http: "GET /visit", input: { structure: {} } };

function target(auth: string): Service<"Target"> {
  return {
    id: "Target",
    apiVersion: "2030-01-01",
    endpointPrefix: "target",
    signingName: "target",
    auth: [auth],
    protocol: restJson,
    endpoint: () => ({ url: "https://target.test" }),
    signers: { bearer },
  };
}

/** Plays a scenario in a home of its own; throws where something else comes of it than it says. */
export async function runScenario(scenario: Scenario, services: LocalServices, home: string): Promise<void> {
  vi.setSystemTime(beginning);
  const surroundings = openHome(scenario, home, services.port);
  const { newClient, session, fetches, logs, warnings } = connect(
    scenario,
    surroundings.variables,
    services.begin(scenario.answers),
  );
  let client = newClient();
  expect(services.take(), "making a client asks nobody").toEqual([]);
  for (const step of scenario.steps) {
    vi.setSystemTime(Date.now() + (step.after ?? 0) * 1_000);
    surroundings.write(step.files);
    surroundings.set(step.variables);
    if (session) client = newClient();
    await play(step, client, services, warnings);
    // A renewal that nobody waited for is over before the next step.
    await Promise.all(fetches);
    await new Promise((done) => setImmediate(done));
    expect(findLeaks({ client, session, logs })).toEqual([]);
    logs.length = warnings.length = 0;
    services.take();
  }
}

/** The files and variables that a scenario begins with, and the means to change them. */
function openHome(scenario: Scenario, home: string, port: number) {
  const place = (text: string): string =>
    text.replaceAll("HOME/", `${home}/`).replaceAll("PORT", String(port));
  const variables: Record<string, string | undefined> = { HOME: home };
  const set = (more: Step["variables"] = {}): void => {
    for (const [name, value] of Object.entries(more)) variables[name] = value && place(value);
  };
  const write = (files: Step["files"] = {}): void => {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(home, path)), { recursive: true });
      writeFileSync(join(home, path), typeof content === "string" ? place(content) : JSON.stringify(content));
    }
  };
  set(scenario.variables);
  write({
    ...scenario.files,
    ...(scenario.config !== undefined && { ".aws/config": scenario.config }),
    ...(scenario.credentials !== undefined && { ".aws/credentials": scenario.credentials }),
  });
  return { variables, set, write };
}

/** The scenario's client, or clients of its session; what they log, and every fetch of their provider. */
function connect(scenario: Scenario, variables: Record<string, string | undefined>, transport: Transport) {
  const source = scenario.from ? scenario.from() : defaultChain();
  const fetches: Promise<unknown>[] = [];
  const logs: unknown[] = [];
  const warnings: unknown[] = [];
  const log = (...line: unknown[]): void => void logs.push(line);
  const warn = (...line: unknown[]): void => void [logs, warnings].map((list) => list.push(line));
  const config: ClientConfig = {
    region: "eu-west-1",
    environment: createEnvironment(variables),
    transport,
    logger: { debug: log, info: log, warn, error: log },
    ...(scenario.profile !== undefined && { profile: scenario.profile }),
    credentials: async (...lent: Parameters<typeof source>) => {
      const fetch = source(...lent);
      fetches.push(fetch.catch(() => undefined));
      return fetch;
    },
  };
  const session = scenario.session ? new Session(config) : undefined;
  const newClient = (): Client<"Target"> =>
    session
      ? session.createClient(TargetClient as never)
      : new Client(target(scenario.bearer ? "bearer" : "sigv4"), config);
  return { newClient, session, fetches, logs, warnings };
}

class TargetClient extends Client<"Target"> {
  constructor(config: ClientConfig) {
    super(target("sigv4"), config);
  }
}

async function play(
  step: Step,
  client: Client<"Target">,
  services: LocalServices,
  warnings: readonly unknown[],
): Promise<void> {
  const count = step.calls ?? 1;
  let errors = await visit(client, count);
  let asked = services.take();
  for (let tries = 0; step.eventually && tries < 200 && !asked.some(signedBy(step.gets)); tries++) {
    await new Promise((done) => setTimeout(done, 5));
    errors = await visit(client, count);
    asked = services.take();
  }
  expect(findLeaks(Object.fromEntries(errors.map((error, n) => [`error ${n}`, error])))).toEqual([]);
  if (step.fails) {
    const [kind, words] = step.fails;
    expect(errors).toHaveLength(count);
    for (const error of errors) {
      expect(error).toBeInstanceOf(kind);
      expect((error as Error).message).toContain(words);
    }
  } else {
    expect(errors).toEqual([]);
    const last = asked.filter(({ door }) => door === "target").slice(-count);
    for (const { headers } of last) expect(signerOf(headers["authorization"])).toBe(step.gets);
    await checkHeld(step, client);
  }
  if (step.asks) expect(asked.filter(({ door }) => door !== "target").map(describeAsked)).toEqual(step.asks);
  if (step.visits !== undefined)
    expect(asked.filter(({ door }) => door === "target")).toHaveLength(step.visits);
  if (step.warnings !== undefined) expect(warnings).toHaveLength(step.warnings);
}

/** Calls at the same time; gives the errors of those that failed. */
async function visit(client: Client<"Target">, count: number): Promise<unknown[]> {
  const calls = Array.from({ length: count }, () =>
    client.send(Visit, {}).then(
      () => undefined,
      (error: unknown) => error,
    ),
  );
  return (await Promise.all(calls)).filter((error) => error !== undefined);
}

function signedBy(name: string | undefined): (asked: Asked) => boolean {
  return ({ headers }) => signerOf(headers["authorization"]) === name;
}

/** The key, or the name of the token, that an authorization header was made with. */
function signerOf(authorization = ""): string | undefined {
  return (/Credential=([^/]+)/.exec(authorization) ?? /^Bearer canary-access-(.*)/.exec(authorization))?.[1];
}

/** Looks at the identity that the client holds. */
async function checkHeld({ holds }: Step, client: Client<"Target">): Promise<void> {
  const { credentials, token, service } = await client.context();
  const held = service.auth?.[0] === "bearer" ? await token() : await credentials();
  expect(findLeaks({ held, context: await client.context() })).toEqual([]);
  expect(Object.isFrozen(held)).toBe(true);
  if (!holds || !held || "token" in held) return;
  const left = held.expiration && (held.expiration.getTime() - Date.now()) / 60_000;
  if ("accountId" in holds) expect(held.accountId).toBe(holds.accountId);
  if ("minutes" in holds) expect(left).toBe(holds.minutes);
  if ("token" in holds) expect(held.sessionToken !== undefined).toBe(holds.token);
}
