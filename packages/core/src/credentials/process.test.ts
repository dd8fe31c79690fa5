import { mkdtempSync, rmSync, writeFileSync, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createEnvironment } from "../config/environment-node.ts";
import { CredentialsError } from "../errors/errors.ts";
import type { CredentialsContext } from "./context.ts";
import { fromProcess, run } from "./process.ts";

const home = mkdtempSync(join(tmpdir(), "process-"));
afterAll(() => rmSync(home, { recursive: true }));
let scripts = 0;

const context: CredentialsContext = {
  environment: createEnvironment({ HOME: home }),
  transport: { handle: () => Promise.reject(new Error("no call")) },
  innerCall: () => Promise.reject(new Error("no call")),
  now: () => Date.parse("2030-01-01T00:00:00Z"),
};

/** A command that runs some JavaScript. */
function script(code: string): string {
  const path = join(home, `script ${scripts++}.cjs`);
  writeFileSync(path, code);
  return `"${process.execPath}" "${path}"`;
}
const prints = (json: unknown) => script(`console.log(${JSON.stringify(JSON.stringify(json))})`);
const good = { Version: 1, AccessKeyId: "a", SecretAccessKey: "s" };

describe("fromProcess", () => {
  test.each<[name: string, command: string, expected: Record<string, unknown>]>([
    ["long-lived", prints(good), { accessKeyId: "a", secretAccessKey: "s" }],
    ["all of it", prints({ ...good, SessionToken: "t", Expiration: "2030-01-01T00:00:01+00:00", AccountId: "1" }), { accessKeyId: "a", secretAccessKey: "s", sessionToken: "t", expiration: new Date("2030-01-01T00:00:01Z"), accountId: "1" }],
    ["what else it says does not matter", prints({ ...good, extra: {} }), { accessKeyId: "a", secretAccessKey: "s" }],
    ["words on stderr do not matter", script(`console.error("note"); console.log('${JSON.stringify(good)}')`), { accessKeyId: "a", secretAccessKey: "s" }],
    ["arguments are words, not shell", `${script(`console.log(JSON.stringify({ ...${JSON.stringify(good)}, AccountId: process.argv.slice(2).join("|") }))`)} 'a b' "c;" $HOME \`x\` > y`, { accessKeyId: "a", secretAccessKey: "s", accountId: "a b|c;|$HOME|`x`|>|y" }],
  ])("%s", async (_, command, expected) => {
    expect(await fromProcess({ command })(context)).toEqual(expected);
  }); // prettier-ignore

  test.each<[name: string, command: string, message: RegExp]>([
    ["exit code 1", script('console.error("no network"); process.exit(1)'), /credential_process failed \(1\): no network$/],
    ["exit code 3, long stderr", script('console.error("x".repeat(9999)); process.exit(3)'), /failed \(3\): x{512}$/],
    ["killed", script('process.kill(process.pid, "SIGKILL")'), /failed \(SIGKILL\)/],
    ["no such program", "/no/such/program canary", /failed \(ENOENT\)/],
    ["10 MB", script('process.stdout.write("canary".repeat(1_700_000))'), /printed more than 1 MiB/],
    ["no JSON", script('console.log("canary")'), /printed no JSON object with Version 1/],
    ["nothing", script(""), /no JSON object/],
    ["Version 2", prints({ ...good, Version: 2, SecretAccessKey: "canary" }), /Version 1/],
    ["Version as text", prints({ ...good, Version: "1" }), /Version 1/],
    ["no Version", prints({ ...good, Version: undefined }), /Version 1/],
    ["no key", prints({ ...good, AccessKeyId: undefined, SecretAccessKey: "canary" }), /no AccessKeyId/],
    ["keys in other case", prints({ Version: 1, accessKeyId: "canary", secretAccessKey: "canary" }), /no AccessKeyId, SecretAccessKey/],
    ["no secret", prints({ ...good, SecretAccessKey: "" }), /no SecretAccessKey/],
    ["expired", prints({ ...good, Expiration: "2029-12-31T23:59:59Z" }), /have expired/],
    ["an end that is no time", prints({ ...good, Expiration: "canary" }), /Expiration is not a time/],
  ])("%s", async (_, command, message) => {
    const getting = fromProcess({ command: `${command} --password canary-argument` })(context);
    await expect(getting).rejects.toThrow(message);
    await expect(getting).rejects.toThrow(/^(?!.*canary)/s);
    await expect(getting).rejects.toBeInstanceOf(CredentialsError);
    await expect(getting.catch((error: Error) => JSON.stringify([error.cause, error.stack]))).resolves.not.toContain("canary-argument"); // prettier-ignore
  }); // prettier-ignore

  test.each(["", "   ", '"open'])("%j is no command", async (command) => {
    await expect(fromProcess({ command })(context)).rejects.toThrow("not a command");
  });

  test("no shell runs", async () => {
    const trap = join(home, "trap");
    await expect(fromProcess({ command: `false; touch ${trap}` })(context)).rejects.toThrow("ENOENT");
    expect(existsSync(trap)).toBe(false);
  });

  test("too slow: asked to end", async () => {
    const command = script("setTimeout(() => {}, 60_000)");
    const start = Date.now();
    await expect(run(command, context, undefined, { run: 300, grace: 5_000 })).rejects.toThrow(
      "did not end in 0.3 s",
    );
    expect(Date.now() - start).toBeLessThan(3_000);
  });

  test("deaf: ended", async () => {
    const command = script('process.on("SIGTERM", () => {}); setTimeout(() => {}, 60_000)');
    const start = Date.now();
    await expect(run(command, context, undefined, { run: 600, grace: 300 })).rejects.toThrow(
      "did not end in",
    );
    expect(Date.now() - start).toBeLessThan(5_000);
  });
});
