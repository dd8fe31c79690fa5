import { existsSync, mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"; // prettier-ignore
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createEnvironment } from "../config/environment-node.ts";
import { CredentialsError } from "../errors/errors.ts";
import type { CredentialsContext } from "./context.ts";
import { readTokenFile, renewToken, writeTokenFile } from "./token-file.ts";

const home = mkdtempSync(join(tmpdir(), "token-"));
afterAll(() => rmSync(home, { recursive: true }));
let files = 0;
const newPath = (): string => join(home, String(files++), "cache", "token.json");
const modeOf = (path: string): number => statSync(path).mode & 0o777;

describe("writeTokenFile", () => {
  test("a new file is the user's alone, as are the folders made for it", async () => {
    const path = newPath();
    await writeTokenFile(path, { accessToken: "t" });
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual({ accessToken: "t" });
    expect([modeOf(path), modeOf(join(path, "..")), modeOf(join(path, "../.."))]).toEqual([
      0o600, 0o700, 0o700,
    ]);
  });

  test("a file that everybody could read no longer is; a folder that was there keeps its mode", async () => {
    const path = newPath();
    mkdirSync(join(path, ".."), { recursive: true, mode: 0o755 });
    writeFileSync(path, "{}", { mode: 0o644 });
    await writeTokenFile(path, { accessToken: "t" });
    expect([modeOf(path), modeOf(join(path, ".."))]).toEqual([0o600, 0o755]);
  });

  test("many writers and readers at once: every reading is one whole writing, and no draft is left", async () => {
    const path = newPath();
    const token = (n: number) => ({ n, filler: String(n).repeat(20_000) });
    await writeTokenFile(path, token(0));
    let writing = true;
    const writers = Promise.all(Array.from({ length: 20 }, (_, n) => writeTokenFile(path, token(n + 1))));
    const readers = Promise.all(
      Array.from({ length: 4 }, async () => {
        while (writing) {
          const read = (await readTokenFile(path)) as { n: number };
          expect(read).toEqual(token(read.n));
        }
      }),
    );
    await writers.finally(() => (writing = false));
    await readers;
    expect(readdirSync(join(path, ".."))).toEqual(["token.json"]);
  });

  test("where it cannot be put in place, no draft is left", async () => {
    const path = newPath();
    mkdirSync(join(path, "taken"), { recursive: true });
    await expect(writeTokenFile(path, { accessToken: "t" })).rejects.toThrow(/^(EISDIR|EPERM)/);
    expect(readdirSync(join(path, ".."))).toEqual(["token.json"]);
  });
});

describe("readTokenFile", () => {
  test.each<[text: string, expected: unknown]>([
    ['{"accessToken":"t"}', { accessToken: "t" }],
    ['{"accessToken":"t', undefined],
    ["", undefined],
    ["null", undefined],
    ["7", undefined],
    ["[1]", [1]],
    ['{"__proto__":{"polluted":1}}', expect.anything()],
  ])("%j", async (text, expected) => {
    const path = newPath();
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, text);
    expect(await readTokenFile(path)).toEqual(expected);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  test("no file is no token; a file that cannot be read is an error that names it", async () => {
    expect(await readTokenFile(newPath())).toBeUndefined();
    const path = newPath();
    mkdirSync(path, { recursive: true });
    const reading = readTokenFile(path);
    await expect(reading).rejects.toBeInstanceOf(CredentialsError);
    await expect(reading).rejects.toThrow(`${path} cannot be read`);
  });
});

describe("renewToken", () => {
  /** A clock, and a source of numbered tokens. */
  function scene() {
    const clock = { now: 1_000_000, renewals: 0, warnings: 0 };
    const context = {
      environment: createEnvironment({}),
      now: () => clock.now,
      logger: { warn: () => void clock.warnings++ },
    } as unknown as CredentialsContext;
    const renew = async () => ({ n: ++clock.renewals });
    return { clock, context, renew };
  }

  test("once in 30 s for each file, for all who ask; then again", async () => {
    const { clock, context, renew } = scene();
    const [one, other] = [newPath(), newPath()];
    const all = await Promise.all([renewToken(one, context, renew), renewToken(one, context, renew), renewToken(other, context, renew)]); // prettier-ignore
    expect(all).toEqual([{ n: 1 }, { n: 1 }, { n: 2 }]);
    clock.now += 29_999;
    expect(await renewToken(one, context, renew)).toEqual({ n: 1 });
    clock.now += 1;
    expect(await renewToken(one, context, renew)).toEqual({ n: 3 });
    expect(await readTokenFile(one)).toEqual({ n: 3 });
  });

  test("a failure is everybody's for 30 s", async () => {
    const { clock, context, renew } = scene();
    const path = newPath();
    await expect(renewToken(path, context, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    await expect(renewToken(path, context, renew)).rejects.toThrow("no");
    clock.now += 30_000;
    expect(await renewToken(path, context, renew)).toEqual({ n: 1 });
  });

  test("nothing to renew with: no file; a file that cannot be written: the token all the same, and a warning", async () => {
    const { clock, context, renew } = scene();
    const path = newPath();
    expect(await renewToken(path, context, async () => undefined)).toBeUndefined();
    expect(existsSync(path)).toBe(false);
    const blocked = newPath();
    mkdirSync(join(blocked, "taken"), { recursive: true });
    expect(await renewToken(blocked, context, renew)).toEqual({ n: 1 });
    expect(clock.warnings).toBe(1);
  });
});
