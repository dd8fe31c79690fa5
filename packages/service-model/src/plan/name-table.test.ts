import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NameTable } from "./name-table.ts";

describe("NameTable", () => {
  it("gives the first candidate that is free, then numbers", () => {
    const names = new NameTable(["Date"]);
    expect(names.claim(["Date", "DateType"])).toBe("DateType");
    expect(names.claim(["Date", "DateType"])).toBe("DateType2");
    expect(names.claim(["Date", "DateType"])).toBe("DateType3");
    expect(names.clashes.map(({ given }) => given)).toEqual(["DateType", "DateType2", "DateType3"]);
  });

  it("lets no substitute take what another thing wants", () => {
    const names = new NameTable(["Operation"]);
    const claimed = names.claimAll([
      ["a", ["Operation", "OperationType"]],
      ["b", ["OperationType", "OperationTypeType"]],
    ]);
    expect([...claimed]).toEqual([
      ["b", "OperationType"],
      ["a", "OperationType2"],
    ]);
  });

  it("keeps names apart that a file system would not", () => {
    const files = new NameTable([], (name) => name.toLowerCase());
    expect(files.claim(["get-url"])).toBe("get-url");
    expect(files.claim(["GET-url"])).toBe("GET-url2");
  });

  it("never gives a name twice", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("A", "AType", "AType2", "B")), (wanted) => {
        const names = new NameTable(["B"]);
        const given = wanted.map((name) => names.claim([name, `${name}Type`]));
        expect(new Set(["B", ...given]).size).toBe(given.length + 1);
      }),
    );
  });
});
