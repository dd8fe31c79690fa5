import { differentialCommand } from "./report.ts";
if (!(await differentialCommand(process.argv.slice(2)))) process.exitCode = 1;
