import { describe, expect, test } from "vitest";
import { programs } from "./programs.ts";
import { strangersIn } from "./strangers.ts";

const send = programs.find(({ name }) => name === "sqs SendMessage")!;
const own = `var p={name:"json",serialize(){}},s={name:"SendMessage"};`;

describe("strangers in a bundle", () => {
  test("none in one of the operation alone", () => {
    for (const scope of ["browser", "node", "at-once"] as const) {
      expect(strangersIn(own, send, scope)).toEqual([]);
    }
  });

  test("another operation, another protocol, XML beside JSON", () => {
    const code = `${own}x={name:"ListQueueTags"},y={name:'rest-xml'};if(t.startsWith("<![CDATA["))z()`;
    expect(strangersIn(code, send, "node")).toEqual([
      "the operation ListQueueTags",
      "XML",
      "the protocol rest-xml",
    ]);
  });

  test("modules of Node in a browser, in every way to import them", () => {
    for (const code of [
      'import a from"node:fs";',
      'import("node:fs")',
      "require('node:fs')",
      'import"node:fs"',
    ]) {
      expect(strangersIn(own + code, send, "browser")).toEqual(["modules of Node"]);
      expect(strangersIn(own + code, send, "node")).toEqual([]);
    }
    expect(strangersIn(`${own}process.getBuiltinModule?.("node:zlib")`, send, "browser")).toEqual([]);
  });

  test("the protocols of credential providers, once each, where they are not loaded at once", () => {
    const chain = `q={name:"query"},r={name:"rest-json"},a="AssumeRoleWithWebIdentity",b="GetRoleCredentials"`;
    expect(strangersIn(own + chain, send, "node")).toEqual([]);
    expect(strangersIn(own + chain + chain, send, "node")).toHaveLength(2);
    expect(strangersIn(own + chain, send, "at-once")).toHaveLength(4);
    expect(strangersIn(own + chain, send, "browser")).toHaveLength(4);
  });
});
