/** Where the tour's clients go: a local AWS on a loopback port. */
export interface LocalConfig {
  readonly region: string;
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/**
 * Makes one call and puts it in the table. `check` looks at what came, throws when that is not what it should be, and
 * returns a few words about it.
 */
export type MakeCall = <T>(
  operation: string,
  make: () => Promise<T>,
  check: (output: T) => string,
) => Promise<T>;

/** One stop of the tour: a service and some calls to it. */
export interface Stop {
  readonly service: string;
  readonly protocol: string;
  visit(config: LocalConfig, call: MakeCall): Promise<void>;
}
