import { isDeepStrictEqual } from "node:util";
import type { Case, ServiceName } from "../row.ts";
import type { Sdk } from "../sdk/sdk.ts";
import { response } from "../server/replies.ts";

/** A call whose answer is put together by a case. */
export interface Parsed {
  readonly service: ServiceName;
  readonly operation: string;
  readonly input: object;
  /** Headers of the answer: lines that end in CR LF. */
  readonly headers: string;
  /** The call is made in CBOR. */
  readonly cbor?: boolean;
  /** What is looked at of the output, as JSON. Default: all of it. */
  readonly look?: (output: any) => unknown;
}

/** Stands among the right outcomes of a {@link Sample} for an error that says what is wrong with the body. */
export const refused = "refused";

/** A body, or headers of a response without one, and what may come of it. */
export interface Sample {
  readonly body?: string | Uint8Array;
  readonly headers?: string;
  /** Any of these is right, {@link refused} among them. */
  readonly right: readonly unknown[];
}

interface Target {
  readonly endpoint: string;
  /** Right outcomes of the samples, in their order. */
  readonly right: readonly (readonly unknown[])[];
  readonly labels: readonly string[];
}

/**
 * Answers the calls of one client with the samples, one after the other, each once. The outcome is the values that are wrong,
 * by label; when all values are right but an error is not, it is that error.
 */
export function samplesCase(
  name: string,
  parsed: Parsed,
  samples: Readonly<Record<string, Sample>>,
  more: Partial<Case> = {},
): Case {
  const { service, headers } = parsed;
  const list = Object.values(samples);
  return {
    name,
    services: [service],
    fast: true,
    run: (sdk, target: Target) => runSamples(sdk, target, parsed),
    async start(kit) {
      const server = await kit.serve(({ socket, n }) => {
        const { body = "", headers: own = "" } = list[n - 1]!;
        socket.write(response(body, headers + own));
      });
      const labels = Object.keys(samples);
      const target: Target = { endpoint: server.url, labels, right: list.map(({ right }) => right) };
      return { target, expect: { value: {}, requests: list.length } };
    },
    ...more,
  };
}

async function runSamples(sdk: Sdk, { endpoint, labels, right }: Target, parsed: Parsed): Promise<unknown> {
  const { service, operation, input, cbor = false, look = (output: unknown) => output } = parsed;
  // One request each: a second one would take the place of the next sample.
  const client = sdk.client(service, { endpoint, cbor, maxAttempts: 1 });
  const wrong: Record<string, unknown> = {};
  let wrongError: unknown;
  for (const [at, label] of labels.entries()) {
    const rightOnes = right[at]!;
    try {
      const value = asJson(look(await client.call(operation, input)));
      if (!rightOnes.some((one) => isDeepStrictEqual(one, value))) wrong[label] = value;
    } catch (error) {
      if (!(rightOnes.includes(refused) && isRefusal(sdk, error))) wrongError ??= labelled(error, label);
    }
  }
  if (Object.keys(wrong).length === 0 && wrongError !== undefined) throw wrongError;
  return wrong;
}

/** Of Inia's errors one is for bodies that cannot be read; of the peer any that is no accident will do. */
function isRefusal(sdk: Sdk, error: unknown): boolean {
  const { class: kind } = sdk.classify(error);
  return sdk.name === "inia" ? kind === "Parse" : kind !== "Untyped";
}

function labelled(error: unknown, label: string): unknown {
  if (error instanceof Error) error.message = `${label}: ${error.message}`;
  return error;
}

/** As it crosses to another process, and numbers that JSON lacks as text. */
function asJson(value: unknown): unknown {
  const text = JSON.stringify(value, (_, one: unknown) => {
    if (typeof one === "bigint") return `${one}n`;
    if (Object.is(one, -0)) return "number -0";
    return typeof one === "number" && !Number.isFinite(one) ? `number ${one}` : one;
  });
  return text === undefined ? null : JSON.parse(text);
}

/** Milliseconds that a bomb may take. */
export const bombLimit = 1_000;

/** Bytes that the resident set may grow by a bomb of so many bytes. */
export function bombMemory(body: string): number {
  return 4 * Buffer.byteLength(body) + 32 * 2 ** 20;
}

/** What a call resolves to, if it took no longer than a bomb may: wall time, unless the machine is busy with other work. */
export async function withinLimit<T>(call: () => Promise<T>): Promise<T> {
  const wall = performance.now();
  const cpu = process.cpuUsage();
  const output = await call().catch((error: unknown) => {
    checkLimit(wall, cpu);
    throw error;
  });
  checkLimit(wall, cpu);
  return output;
}

function checkLimit(wall: number, cpu: NodeJS.CpuUsage): void {
  const { user, system } = process.cpuUsage(cpu);
  const spent = Math.min(performance.now() - wall, (user + system) / 1000);
  if (spent > bombLimit) throw new Error(`A bomb took ${Math.round(spent)} ms`);
}
