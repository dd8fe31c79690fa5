/** What a process did while a case ran in it. */
export interface Measures {
  /** Milliseconds that the event loop was busy at most, see {@link Probe}. */
  readonly loopBlock: number;
  /** Milliseconds that a timer was late at most while the process itself did not compute: the machine had no time for it. */
  readonly starved: number;
  /** Bytes that the resident set grew at most. */
  readonly memoryGrowth: number;
  /** Rejections and exceptions that nobody handled. */
  readonly unhandled: readonly string[];
  readonly warnings: readonly string[];
}

/** Milliseconds between looks at the clocks. */
const interval = 5;

/**
 * Watches a process. A block of the event loop is a pause between two ticks of a timer in which the process itself computed:
 * the shorter of wall time and processor time, so that a machine with other work does not count.
 */
export class Probe {
  readonly #unhandled: string[] = [];
  readonly #warnings: string[] = [];
  readonly #timer: NodeJS.Timeout;
  readonly #memory: number = process.memoryUsage.rss();
  #peak: number = this.#memory;
  #block = 0;
  #starved = 0;
  #wall: number = performance.now();
  #cpu: number = cpuTime();

  constructor() {
    process.on("unhandledRejection", (reason) => this.#unhandled.push(`rejection: ${show(reason)}`));
    process.on("uncaughtException", (error) => this.#unhandled.push(`exception: ${show(error)}`));
    process.on("warning", (warning) => this.#warnings.push(`${warning.name}: ${warning.message}`));
    this.#timer = setInterval(() => this.#tick(), interval);
    this.#timer.unref();
  }

  #tick(): void {
    const wall = performance.now();
    const cpu = cpuTime();
    const [passed, computed] = [wall - this.#wall, cpu - this.#cpu];
    this.#block = Math.max(this.#block, Math.min(passed, computed) - interval);
    this.#starved = Math.max(this.#starved, passed - computed - interval);
    this.#peak = Math.max(this.#peak, process.memoryUsage.rss());
    this.#wall = wall;
    this.#cpu = cpu;
  }

  /** Stops the timer; rejections are still noted. */
  pause(): void {
    this.#tick();
    clearInterval(this.#timer);
  }

  get measures(): Measures {
    return {
      loopBlock: Math.max(0, this.#block),
      starved: Math.max(0, this.#starved),
      memoryGrowth: this.#peak - this.#memory,
      unhandled: this.#unhandled,
      warnings: this.#warnings,
    };
  }
}

/** Milliseconds of processor time that this process has used. */
function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function show(value: unknown): string {
  return value instanceof Error ? `${value.name}: ${value.message}` : String(value);
}
