import type { TimeoutPhase } from "../errors/errors.ts";

/**
 * The one timer of an exchange. Entering a phase only moves a deadline; the timer is set again when it fires too early, so
 * that a quick call pays for one timer whatever number of phases it goes through. The timer never keeps a process alive.
 */
export class PhaseClock {
  readonly #onExpiry: (phase: TimeoutPhase, limitMs: number) => void;
  #attemptLimit: number;
  #attemptDeadline: number;
  #phase: TimeoutPhase = "connect";
  #limit = 0;
  #deadline = Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the timer fires. */
  #firesAt = Infinity;

  /** `attemptMs` bounds all phases together; 0 is no bound. */
  constructor(attemptMs: number, onExpiry: (phase: TimeoutPhase, limitMs: number) => void) {
    this.#onExpiry = onExpiry;
    this.#attemptLimit = attemptMs;
    this.#attemptDeadline = attemptMs > 0 ? performance.now() + attemptMs : Infinity;
  }

  /** Begins a phase, or begins it anew after a sign of life. `limitMs` 0 is no bound. */
  enter(phase: TimeoutPhase, limitMs: number): void {
    this.#phase = phase;
    this.#limit = limitMs;
    this.#deadline = limitMs > 0 ? performance.now() + limitMs : Infinity;
    const next = Math.min(this.#deadline, this.#attemptDeadline);
    if (next < this.#firesAt) this.#arm(next);
  }

  /** Waits on the caller: only the bound on the attempt counts. */
  idle(): void {
    this.#deadline = Infinity;
  }

  /** The attempt has its answer: what follows is bounded by phases alone. */
  endAttempt(): void {
    this.#attemptDeadline = Infinity;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#deadline = this.#attemptDeadline = Infinity;
  }

  #arm(at: number): void {
    clearTimeout(this.#timer);
    this.#firesAt = at;
    // A timer holds 31 bits; a longer one is set again when it fires.
    const ms = Math.min(Math.ceil(at - performance.now()), 2_147_483_647);
    const timer = setTimeout(() => this.#fire(), ms);
    (timer as { unref?: () => void }).unref?.();
    this.#timer = timer;
  }

  #fire(): void {
    const now = performance.now() + 1;
    this.#firesAt = Infinity;
    if (this.#attemptDeadline <= now) this.#onExpiry("attempt", this.#attemptLimit);
    else if (this.#deadline <= now) this.#onExpiry(this.#phase, this.#limit);
    else {
      const next = Math.min(this.#deadline, this.#attemptDeadline);
      if (next < Infinity) this.#arm(next);
    }
  }
}
