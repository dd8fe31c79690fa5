/** Begins a thread: the loader of TypeScript is not inherited by threads, so it is registered once more. */
import { register } from "tsx/esm/api";

register();
await import("./worker.ts");
