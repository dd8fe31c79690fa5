/**
 * What runs before anything is installed: plain Node without packages. Checks the machine, installs with the pinned
 * pnpm, and hands over to a TypeScript program.
 */
import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const isWindows = process.platform === "win32";

// npm's shell does not pass signals on: when npm is ended, this process is left without its parent and ends as well.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && process.exit(143), 300).unref();
}

/** Stops with a message for people. */
function fail(message) {
  console.error(`\n${message}`);
  process.exit(1);
}

/** First line that a program prints, or undefined when it cannot be run. */
function ask(command, args) {
  const { status, stdout } = spawnSync(command, args, { encoding: "utf8", shell: isWindows });
  return status === 0 ? stdout.trim().split("\n")[0] : undefined;
}

/** Whether version `have` is at least `want`, both dotted numbers. */
function isAtLeast(have, want) {
  const [a, b] = [have, want].map((version) => version.split(".").map(Number));
  for (let i = 0; i < b.length; i++) if (a[i] !== b[i]) return (a[i] || 0) > b[i];
  return true;
}

/** Checks for Node, npm and Python 3 with pip; ends the process with what to do when one is missing. */
export function checkMachine() {
  const wanted = manifest.engines.node.replace(/[^\d.]/g, "");
  if (!isAtLeast(process.versions.node, wanted)) {
    fail(
      `Node ${wanted} or newer is needed; this is ${process.versions.node}. Get it from https://nodejs.org/.`,
    );
  }
  const npm = ask("npm", ["--version"]);
  if (!npm) fail("npm was not found beside Node. Install Node from https://nodejs.org/, which brings npm.");
  const python = ["python3", "python"].find((name) =>
    (ask(name, ["--version"]) || "").startsWith("Python 3."),
  );
  if (!python) {
    fail(
      "Python 3 was not found. The service descriptions come from pip: install Python 3 with pip, then run this again.",
    );
  }
  if (!ask(python, ["-m", "pip", "--version"])) {
    fail(
      `${python} has no pip. Install it (Debian, Ubuntu: apt install python3-pip; elsewhere: ${python} -m ensurepip).`,
    );
  }
  return `Node ${process.versions.node}, npm ${npm}, ${ask(python, ["--version"])}`;
}

/** Installs exactly what the lockfile says, with the pnpm that package.json pins. */
export async function install() {
  const args = [
    "--yes",
    manifest.packageManager,
    "install",
    "--frozen-lockfile",
    "--config.confirmModulesPurge=false",
  ];
  const { code, output } = await run("npx", args);
  if (code === 0) return;
  const lines = output.trim().split("\n").slice(-15).join("\n  ");
  const why = /ENOSPC/.test(output)
    ? "The disk is full."
    : /OUTDATED_LOCKFILE/.test(output)
      ? `pnpm-lock.yaml does not fit the package.json files: run npx ${manifest.packageManager} install.`
      : /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET/.test(output)
        ? "The package registry does not answer: check the network, the proxy and `npm config get registry`."
        : "Nothing else was done.";
  fail(`npx ${args.join(" ")} failed:\n  ${lines}\n${why}`);
}

/** Runs a step and prints how long it took; its value, if a string, is shown. */
export async function step(name, work) {
  const start = Date.now();
  process.stdout.write(`• ${name} … `);
  const shown = await work();
  console.log(`${shown ? `${shown} ` : ""}(${((Date.now() - start) / 1000).toFixed(1)} s)`);
}

/** Runs a TypeScript program of the project in this terminal, passes signals on, and ends as it ends. */
export function handOver(file, args) {
  const nodeArgs = ["--conditions=@inia/source", "--import", "tsx", file, ...args];
  // The channel closes when this process ends, even if it is killed; the program then ends as well.
  const child = spawn(process.execPath, nodeArgs, {
    cwd: root,
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => fail(`${file} could not be started: ${error.message}`));
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 143)));
}

/** Runs a program quietly; a signal to this process ends both. */
function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, shell: isWindows, env: { ...process.env, CI: "1" } });
    const end = () => child.kill();
    const stop = (signal) => process.exit(signal === "SIGINT" ? 130 : 143);
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
    for (const signal of signals) process.on(signal, stop);
    process.on("exit", end);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    const done = (code) => {
      for (const signal of signals) process.off(signal, stop);
      process.off("exit", end);
      resolve({ code, output });
    };
    child.on("error", (error) => {
      output += error.message;
      done(127);
    });
    child.on("close", done);
  });
}
