import {
  createStandardRetry,
  type Client,
  type AnyOperation,
  type ClientConfig,
  type Environment,
  type HttpRequest,
  type InputOf,
  type OutputOf,
  type Service,
  type StreamingBody,
} from "@inia/core";
import { writeError, type FailOptions } from "./write-error.ts";
import { writeOutput } from "./write-output.ts";
import { matches } from "./matches.ts";

/** A class of clients, as generated packages export it. */
export type ClientClass<C> = new (config?: any) => C;

/** An output as a reply gives it: a streaming body may be text or bytes. */
export type Reply<Output> = {
  [Member in keyof Output]: NonNullable<Output[Member]> extends StreamingBody
    ? string | Uint8Array
    : Output[Member];
};

/** How often a rule applies; without one, always. */
export interface Rule {
  /** Applies to one call, retries of it included in the count of their own. */
  once(): void;
  /** Applies `count` times. */
  times(count: number): void;
}

/** What happens to the calls that a rule is for. */
export interface Rules<Op extends AnyOperation> {
  /** Replies with an output, or with what a function makes of the input. The output is checked against the model. */
  reply(output: Reply<OutputOf<Op>> | ((input: InputOf<Op>) => Reply<OutputOf<Op>>)): Rule;
  /** Refuses with an error code; a modelled one arrives as its class. */
  fail(code: string, options?: FailOptions): Rule;
}

/** A call that reached the stub. */
export interface StubbedCall {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** The request as it would have been sent, signature included. */
  readonly request: HttpRequest;
  readonly attempt: number;
}

/** A client without a network, and what it answers. */
export interface Stub<C> {
  readonly client: C;
  /** Begins a rule for an operation, or for those of its calls whose input has the given members. */
  on<Op extends AnyOperation>(operation: Op, input?: Partial<InputOf<Op>>): Rules<Op>;
  /** Every attempt so far, in order. */
  readonly calls: readonly StubbedCall[];
}

interface StubRule {
  readonly operation: AnyOperation;
  readonly input: object | undefined;
  left: number;
  answer(input: Record<string, unknown>, service: Service): ReturnType<typeof writeOutput>;
}

/** No variables and no files: a test does not depend on the machine it runs on. */
const nowhere: Environment = {
  env: () => undefined,
  files: async () => ({
    profiles: new Map(),
    credentials: new Map(),
    config: new Map(),
    ssoSessions: new Map(),
    services: new Map(),
  }),
};

/**
 * Makes a client for tests: inputs are checked and serialised, requests are signed, replies are written as the service
 * would write them and then parsed, all by the real code; nothing is sent.
 *
 * Rules are tried in the order in which they were made; one that is used up is passed over. A call without a rule fails
 * and says so. Retries happen, without waiting.
 *
 * @example
 * const { client, on, calls } = stub(S3);
 * on(GetObject, { Key: "a" }).reply({ Body: "hi" });
 * on(PutObject).fail("SlowDown", { status: 503 }).once();
 */
export function stub<C extends Client<any>>(type: ClientClass<C>, config: ClientConfig = {}): Stub<C> {
  const rules: StubRule[] = [];
  const calls: StubbedCall[] = [];
  let service: Promise<Service> | undefined;
  const client = new type({
    region: "us-east-1",
    credentials: { accessKeyId: "stub", secretAccessKey: "stub" },
    environment: nowhere,
    retryStrategy: createStandardRetry({ random: () => 0 }),
    ...config,
    hooks: {
      ...config.hooks,
      attempt: [
        ...(config.hooks?.attempt ?? []),
        () =>
          async ({ operation, input, attempt }, request) => {
            calls.push({ operation: operation.name, input, request, attempt });
            const rule = rules.find(
              (r) => r.left > 0 && r.operation.name === operation.name && matches(r.input, input),
            );
            if (rule === undefined) throw noRule(operation.name, input, rules);
            rule.left--;
            service ??= (client as Client).context().then((context) => context.service);
            return rule.answer(input, await service);
          },
      ],
    },
  } satisfies ClientConfig);
  return {
    client,
    calls,
    on(operation, input) {
      const add = (answer: StubRule["answer"]): Rule => {
        const rule: StubRule = { operation, input: input as object | undefined, left: Infinity, answer };
        rules.push(rule);
        return { once: () => void (rule.left = 1), times: (count) => void (rule.left = count) };
      };
      return {
        reply: (output) =>
          add((given, known) =>
            writeOutput(known, operation, typeof output === "function" ? output(given as never) : output),
          ),
        fail: (code, options) => add((_, known) => writeError(known, operation, code, options)),
      };
    },
  };
}

function noRule(operation: string, input: object, rules: readonly StubRule[]): Error {
  const others = rules.filter((rule) => rule.operation.name === operation).length;
  const known = [...new Set(rules.map((rule) => rule.operation.name))].join(", ") || "none";
  const why =
    others > 0
      ? `its ${others} rule(s) are used up or want another input`
      : `operations with rules: ${known}`;
  return new Error(
    `no reply for ${operation} with members ${Object.keys(input).join(", ") || "(none)"}: ${why}`,
  );
}
