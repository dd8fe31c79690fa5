import assert from "node:assert/strict";
import { NoPulse, Pulse, type Beat } from "@inia/pulse";
import type { Stop } from "./tour.ts";

/** An imaginary service of our own, generated from `models/fixtures/pulse`: write, read page by page, an error by its class. */
export const pulse: Stop = {
  service: "Pulse",
  protocol: "rpc-v2-cbor",
  async visit(config, call) {
    const pulse = new Pulse(config);
    const first = new Date("2026-01-01T12:00:00Z");
    const beats: Beat[] = [60, 80.5, 120].map((Rate, i) => ({
      At: new Date(first.getTime() + i * 60_000),
      Rate,
      Raw: new Uint8Array([i, 255]),
      Count: [9_007_199_254_740_991, 0, -300][i],
      Kind: Rate > 100 ? "RUN" : "REST",
    }));

    await call(
      "PutPulse",
      () => pulse.putPulse({ Beats: beats, Marks: { coração: [1, 300, 70_000] } }),
      (out) => {
        assert.equal(out.$metadata.status, 200);
        return `${beats.length} beats`;
      },
    );

    await call(
      "GetPulse",
      async () => {
        const pages: Beat[][] = [];
        for await (const page of pulse.paginateGetPulse({ From: first })) pages.push([...(page.Beats ?? [])]);
        return pages;
      },
      (pages) => {
        assert.deepEqual(pages, [beats.slice(0, 2), beats.slice(2)]);
        return `${pages.length} pages, ${pages.flat().length} beats`;
      },
    );

    await call(
      "GetPulse",
      () => pulse.getPulse({ From: new Date("2027-01-01T00:00:00Z") }).catch((error: unknown) => error),
      (error) => {
        assert(error instanceof NoPulse);
        assert.deepEqual(error.Since, beats[2]?.At);
        return `${error.code}, as it should`;
      },
    );
  },
};
