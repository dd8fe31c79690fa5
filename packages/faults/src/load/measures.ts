import { monitorEventLoopDelay } from "node:perf_hooks";

/** Milliseconds by which the event loop was late. */
export interface LoopDelay {
  p99(): number;
  max(): number;
  stop(): void;
}

/** Begins to watch the event loop. */
export function watchLoop(): LoopDelay {
  const resolution = 5;
  const histogram = monitorEventLoopDelay({ resolution });
  histogram.enable();
  const late = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - resolution);
  return {
    p99: () => late(histogram.percentile(99)),
    max: () => late(histogram.max),
    stop: () => void histogram.disable(),
  };
}

/** Bytes of the heap in use after a garbage collection (`--expose-gc`). */
export function collectedHeap(): number {
  (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage().heapUsed;
}

/** The value below which so many parts of a hundred lie. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * part) / 100))] ?? 0;
}

/** The mean of some numbers. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The slope of a line through points after Theil and Sen: the median of the slopes of all pairs. */
export function theilSen(points: readonly (readonly [x: number, y: number])[]): number {
  const slopes: number[] = [];
  points.forEach(([x, y], i) => {
    for (const [other, height] of points.slice(i + 1)) slopes.push((height - y) / (other - x));
  });
  return percentile(slopes, 50);
}

/** Bytes in MiB with one digit after the point. */
export function mib(bytes: number): string {
  return `${(bytes / 1_048_576).toFixed(1)} MiB`;
}

/** Watches the memory of this process until it is stopped; gives the most that was in use above the start, in bytes. */
export function watchMemory(): () => number {
  const start = process.memoryUsage.rss();
  let most = start;
  const timer = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 50);
  return () => {
    clearInterval(timer);
    return Math.max(most, process.memoryUsage.rss()) - start;
  };
}
