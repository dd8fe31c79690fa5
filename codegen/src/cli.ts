/** `pnpm generate`: descriptions of services in, typed client packages out. */
import { main } from "./main.ts";

void main(process.argv.slice(2), process.stdout, process.stderr).then((code) => {
  process.exitCode = code;
});
