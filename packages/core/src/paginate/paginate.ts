// Pages of a list operation, as paginators-1.json describes them: tokens go from an output into the next input until no
// token is left or the output says that there is no more.
import type { CallOptions } from "../pipeline/call-options.ts";
import { ConfigError, ParseError } from "../errors/errors.ts";
import { readPath } from "../shape/path.ts";
import type { PaginatedOperation, Paginator } from "../shape/operation.ts";
import type { WithMetadata } from "../shape/values.ts";
import type { Client } from "../client/client.ts";

/** What a caller may say about the pages. */
export interface PaginateOptions extends CallOptions {
  /** Items per page at most; sets the operation's limit member. */
  readonly pageSize?: number | undefined;
  /** Tokens to begin with, by input member: what {@link Paginated.resumeToken} gave. */
  readonly startingToken?: Readonly<Record<string, unknown>> | undefined;
}

/** Pages of an operation: iterate over them, or over what they list. Each iteration begins anew. */
export interface Paginated<Output, Item> extends AsyncIterable<WithMetadata<Output>> {
  /** What the pages list, one by one: the elements of the first result list. */
  items(): AsyncIterableIterator<Item>;
}

/**
 * Calls a list operation page by page.
 *
 * @throws {@link ParseError} when a service gives the same token twice in a row, which would never end.
 */
export function paginate<Id extends string, Input extends object, Output, Item>(
  client: Client<Id>,
  operation: PaginatedOperation<Id, Input, Output, Item, any>,
  input: Input,
  options: PaginateOptions = {},
): Paginated<Output, Item> {
  const { paginator } = operation;
  if (options.pageSize !== undefined && paginator.limitKey === undefined) {
    throw new ConfigError({ what: `${operation.name} has no member that limits a page; leave pageSize out` });
  }
  const pages = (): AsyncGenerator<WithMetadata<Output>, void, void> =>
    eachPage<WithMetadata<Output>>(paginator, input, options, (next) =>
      client.send(operation, next as Input, options),
    );
  return {
    [Symbol.asyncIterator]: pages,
    async *items() {
      for await (const page of pages()) {
        const items = readPath(paginator.resultKey[0]!, page);
        if (Array.isArray(items)) yield* items as Item[];
      }
    },
  };
}

async function* eachPage<Output>(
  paginator: Paginator,
  input: object,
  options: PaginateOptions,
  call: (input: Record<string, unknown>) => Promise<Output>,
): AsyncGenerator<Output, void, void> {
  const next: Record<string, unknown> = { ...input, ...options.startingToken };
  if (options.pageSize !== undefined) next[paginator.limitKey!] = options.pageSize;
  let previous: string | undefined;
  for (;;) {
    const page = await call({ ...next });
    yield page;
    const tokens = paginator.outputToken.map((path) => tokenOf(readPath(path, page)));
    const more = paginator.moreResults === undefined || isTruthy(readPath(paginator.moreResults, page));
    if (!more || tokens.every((token) => token === undefined)) return;
    const key = JSON.stringify(tokens);
    if (key === previous) throw new ParseError({ what: `the service gave the same token twice: ${key}` });
    previous = key;
    paginator.inputToken.forEach((member, i) => {
      if (tokens[i] === undefined) delete next[member];
      else next[member] = tokens[i];
    });
  }
}

function tokenOf(value: unknown): unknown {
  return isTruthy(value) ? value : undefined;
}

/** JMESPath's truth, which is also botocore's: empty lists and objects are false. */
function isTruthy(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === "object" && value !== null)
    return value instanceof Uint8Array || Object.keys(value).length > 0;
  return Boolean(value);
}
