import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { Queue } from "./queue.ts";

describe("Queue", () => {
  it("serves in order, whoever leaves", () => {
    const queue = new Queue<string>();
    const [, leaveB] = ["a", "b", "c"].map((item) => queue.add(item));
    leaveB!();
    leaveB!();
    expect([...queue]).toEqual(["a", "c"]);
    expect([queue.size, queue.take(), queue.take(), queue.take(), queue.size]).toEqual([
      2,
      "a",
      "c",
      undefined,
      0,
    ]);
  });

  it("goes over what was there, though it changes meanwhile", () => {
    const queue = new Queue<() => void>();
    const seen: number[] = [];
    const leave = queue.add(() => {
      seen.push(1);
      leave();
      queue.add(() => seen.push(3));
    });
    queue.add(() => seen.push(2));
    for (const item of queue) item();
    expect(seen).toEqual([1, 2]);
    expect(queue.size).toBe(2);
  });

  it("does as an array does", () => {
    const step = fc.oneof(fc.constant("add"), fc.constant("take"), fc.nat(20));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const queue = new Queue<number>();
        const model: number[] = [];
        const leave: (() => void)[] = [];
        for (const what of steps) {
          let taken: [number | undefined, number | undefined] = [undefined, undefined];
          if (what === "add") {
            model.push(leave.length);
            leave.push(queue.add(leave.length));
          } else if (what === "take") taken = [queue.take(), model.shift()];
          else if (typeof what === "number" && leave[what]) {
            leave[what]();
            if (model.includes(what)) model.splice(model.indexOf(what), 1);
          }
          expect(taken[0]).toBe(taken[1]);
          expect([...queue]).toEqual(model);
          expect(queue.size).toBe(model.length);
        }
      }),
    );
  });
});
