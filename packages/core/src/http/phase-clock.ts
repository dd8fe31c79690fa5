import type { TimeoutPhase } from "../errors/errors.ts";

/**
 * The one timer of an exchange. Entering a phase only moves a deadline; the timer is set again when it fires too early, so
 * that a quick call pays for one timer whatever number of phases it goes through. The timer never keeps a process alive.
 */
export interface PhaseClock {
  /** Begins a phase, or begins it anew after a sign of life. `limitMs` 0 is no bound. */
  enter(phase: TimeoutPhase, limitMs: number): void;
  /** Waits on the caller: only the bound on the attempt counts. */
  idle(): void;
  /** The attempt has its answer: what follows is bounded by phases alone. */
  endAttempt(): void;
  stop(): void;
}

/** Makes a {@link PhaseClock}. `attemptMs` bounds all phases together; 0 is no bound. */
export function createPhaseClock(
  attemptMs: number,
  onExpiry: (phase: TimeoutPhase, limitMs: number) => void,
): PhaseClock {
  let phase: TimeoutPhase;
  let limit: number;
  let deadline = Infinity;
  let attemptDeadline = deadlineOf(attemptMs);
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** When the timer fires. */
  let firesAt = Infinity;

  function arm(): void {
    const next = Math.min(deadline, attemptDeadline);
    if (next >= firesAt) return;
    clearTimeout(timer);
    firesAt = next;
    // A timer holds 31 bits; a longer one is set again when it fires.
    timer = setTimeout(fire, Math.min(Math.ceil(next - performance.now()), 2_147_483_647));
    (timer as { unref?: () => void }).unref?.();
  }

  function fire(): void {
    const now = performance.now() + 1;
    firesAt = Infinity;
    if (attemptDeadline <= now) onExpiry("attempt", attemptMs);
    else if (deadline <= now) onExpiry(phase, limit);
    else arm();
  }

  return {
    enter(entered, limitMs) {
      phase = entered;
      limit = limitMs;
      deadline = deadlineOf(limitMs);
      arm();
    },
    idle() {
      deadline = Infinity;
    },
    endAttempt() {
      attemptDeadline = Infinity;
    },
    stop() {
      clearTimeout(timer);
      deadline = attemptDeadline = Infinity;
    },
  };
}

function deadlineOf(ms: number): number {
  return ms > 0 ? performance.now() + ms : Infinity;
}
