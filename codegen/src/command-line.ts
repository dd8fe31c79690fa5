/** The command line of `pnpm generate`. */
import { parseArgs } from "node:util";

/** What `--help` prints. */
export const usage = `Usage: pnpm generate [service…] [options]

Descriptions of services in, typed client packages out.

  service…          names as in the data: s3 dynamodb sqs
  --all             every service of the data
  --model FILE      one description of your own (service-2.json, its companions beside it)
  --models DIR      folder or wheel with descriptions (default: what pnpm sync-models fetched)
  --out DIR         where the packages go, a folder each (default: packages/services);
                    with --model: the package's own folder
  --check           write nothing; fail when a package is not what would be written
  --golden          the fixtures into codegen/golden
  --help            this text
`;

/** A parsed command line. */
export interface Options {
  readonly services: readonly string[];
  readonly all: boolean;
  readonly model: string | undefined;
  readonly models: string | undefined;
  readonly out: string | undefined;
  readonly check: boolean;
  readonly golden: boolean;
  readonly help: boolean;
}

/** A mistake of the user; its message is all there is to say. */
export class UsageError extends Error {
  override readonly name: string = "UsageError";
}

/** Parses the arguments. Throws {@link UsageError} for options that are unknown or do not go together. */
export function parseCommandLine(arguments_: readonly string[]): Options {
  const { values, positionals } = parse(arguments_);
  const { all = false, check = false, golden = false, help = false, model, models, out } = values;
  const options = { services: positionals, all, model, models, out, check, golden, help };
  if (help) return options;
  const wanted = [positionals.length > 0, all, model !== undefined, golden].filter(Boolean).length;
  if (wanted === 0) throw new UsageError("Which services? Name some, or say --all. There is --help.");
  if (wanted > 1) throw new UsageError("Services, --all, --model and --golden exclude each other.");
  if (model !== undefined && models !== undefined)
    throw new UsageError("--model and --models exclude each other.");
  if (golden && (models ?? out) !== undefined) throw new UsageError("--golden has its own folders.");
  return options;
}

function parse(arguments_: readonly string[]) {
  try {
    return parseArgs({
      args: [...arguments_],
      allowPositionals: true,
      options: {
        all: { type: "boolean" },
        model: { type: "string" },
        models: { type: "string" },
        out: { type: "string" },
        check: { type: "boolean" },
        golden: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
