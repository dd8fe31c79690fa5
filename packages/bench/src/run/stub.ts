import { fileURLToPath } from "node:url";
import { typescriptProgram } from "../../../../scripts/process/run-command.ts";
import { root } from "../../../../scripts/root.ts";
import { startLines } from "./line-process.ts";

/** The server that contestants call. */
export interface Stub {
  /** `http://127.0.0.1:port`. */
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Starts the stub on its core. */
export async function startStub(): Promise<Stub> {
  const program = fileURLToPath(new URL("../stub/stub-server.ts", import.meta.url));
  const server = startLines("stub", process.execPath, typescriptProgram(program), { cwd: root });
  return { endpoint: `http://127.0.0.1:${await server.ask()}`, stop: () => server.stop() };
}
