/** Members that are functions, compiled in generated packages and interpreted in dynamic ones: requests show what they do. */
const computed: ReadonlySet<string> = new Set(["endpoint", "endpointParameters"]);

/** Where two tables differ, and how. */
export type TellDifference = (path: string, generated: unknown, dynamic: unknown) => void;

/** What a comparison went through. */
export interface TableCounts {
  /** Objects and lists that were compared, each pair once. */
  tables: number;
  /** Compiled expressions, of which only their being there can be compared. */
  expressions: number;
}

/**
 * Compares the tables of a generated package with those of a description: members, their order, and what functions without
 * parameters lead to (they stand for shapes that lead back to themselves). A member that is undefined is not there.
 */
export class TableComparison {
  readonly #tell: TellDifference;
  readonly #counts: TableCounts;
  readonly #seen = new WeakMap<object, WeakSet<object>>();

  constructor(tell: TellDifference, counts: TableCounts) {
    this.#tell = tell;
    this.#counts = counts;
  }

  compare(path: string, givenGenerated: unknown, givenDynamic: unknown): void {
    const generated = followed(givenGenerated);
    const dynamic = followed(givenDynamic);
    if (Object.is(generated, dynamic)) return;
    if (isError(generated) && isError(dynamic))
      return this.#members(path, errorOf(generated), errorOf(dynamic));
    if (typeof generated === "function" && typeof dynamic === "function") {
      if (generated.length === dynamic.length) this.#counts.expressions++;
      else this.#tell(path, generated, dynamic);
      return;
    }
    if (!isTable(generated) || !isTable(dynamic) || Array.isArray(generated) !== Array.isArray(dynamic)) {
      this.#tell(path, generated, dynamic);
    } else if (!this.#knows(generated, dynamic)) {
      this.#counts.tables++;
      this.#members(path, generated, dynamic);
    }
  }

  #members(path: string, generated: object, dynamic: object): void {
    const own = membersOf(generated);
    const other = new Map(membersOf(dynamic));
    const names = own.map(([name]) => name);
    if (names.join() !== [...other.keys()].join()) {
      this.#tell(`${path} (names of members)`, names, [...other.keys()]);
    }
    for (const [name, value] of own) {
      if (!other.has(name)) continue;
      if (computed.has(name)) this.#counts.expressions++;
      else this.compare(`${path}.${name}`, value, other.get(name));
    }
  }

  /** Whether two tables have been compared, or are being compared further up. */
  #knows(generated: object, dynamic: object): boolean {
    const known = this.#seen.get(generated);
    if (known?.has(dynamic)) return true;
    if (known) known.add(dynamic);
    else this.#seen.set(generated, new WeakSet([dynamic]));
    return false;
  }
}

/** What a function without parameters leads to; error classes, which have none either, stay. */
function followed(value: unknown): unknown {
  let end = value;
  while (typeof end === "function" && end.length === 0 && !isError(end)) end = (end as () => unknown)();
  return end;
}

function isTable(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isError(value: unknown): value is ErrorClass {
  return typeof value === "function" && "shapeName" in value;
}

interface ErrorClass {
  readonly shapeName: string;
  readonly service?: string;
  readonly code?: string;
  readonly shape?: unknown;
  readonly retryable?: unknown;
}

/** What the core reads of an error class. */
function errorOf({ shapeName, service, code = shapeName, shape, retryable }: ErrorClass): object {
  return { shapeName, service, code: code || shapeName, shape, retryable };
}

function membersOf(table: object): [string, unknown][] {
  return Object.entries(table).filter(([, value]) => value !== undefined);
}
