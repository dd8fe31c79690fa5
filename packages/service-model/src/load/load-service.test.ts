import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import type { ServiceJson } from "../model.ts";
import { inlineModel, structure } from "../plan/inline-model.ts";
import { listServices, loadOnlyService, loadService } from "./load-service.ts";
import { zip } from "./make-zip.ts";

const root = mkdtempSync(join(tmpdir(), "load-service-"));
afterAll(() => rmSync(root, { recursive: true }));

function service(apiVersion = "2024-01-01"): ServiceJson {
  return inlineModel({
    metadata: { apiVersion },
    operations: { List: { input: { shape: "In" }, output: { shape: "Out" } } },
    shapes: {
      In: structure({ Token: "String" }),
      Out: structure({ Token: "String", Items: "Items" }),
      Items: { type: "list", member: { shape: "String" } },
    },
  }).service;
}

function write(folder: string, files: Record<string, unknown>): string {
  for (const [name, json] of Object.entries(files)) {
    const path = join(root, folder, name);
    mkdirSync(dirname(path), { recursive: true });
    const text = JSON.stringify(json);
    writeFileSync(path, name.endsWith(".gz") ? gzipSync(text) : text);
  }
  return join(root, folder);
}

const pagination = {
  pagination: { List: { input_token: "Token", output_token: "Token", result_key: "Items" } },
};

const data = write("data", {
  "parcel/2023-01-01/service-2.json": service("2023-01-01"),
  "parcel/2024-01-01/service-2.json.gz": service(),
  "parcel/2024-01-01/paginators-1.json": pagination,
  "parcel/2024-01-01/paginators-1.sdk-extras.json": {
    merge: { pagination: { List: { non_aggregate_keys: ["Token"] } } },
  },
  "parcel/2023-01-01/endpoint-rule-set-1.json": { version: "1.0", parameters: {}, rules: [] },
  "letter/2020-01-01/service-2.json": service(),
  "not-a-service/2020-01-01/examples-1.json": {},
  "endpoints.json": {},
});

describe("loadService", () => {
  it("takes the latest version of each file, plain or zipped, and merges extras", () => {
    const model = loadService(data, "parcel");
    expect(model.service.metadata.apiVersion).toBe("2024-01-01");
    expect(model.source).toBe(join(data, "parcel/2024-01-01/service-2.json.gz"));
    expect(model.paginators["List"]).toEqual({
      ...pagination.pagination.List,
      non_aggregate_keys: ["Token"],
    });
    expect(model.waiters).toEqual({});
    expect(model.ruleset).toMatchObject({ version: "1.0" });
  });

  it("takes the version that it is told to take", () => {
    const model = loadService(data, "parcel", { apiVersion: "2023-01-01" });
    expect(model.service.metadata.apiVersion).toBe("2023-01-01");
    expect(model.paginators).toEqual({});
    expect(() => loadService(data, "parcel", { apiVersion: "2022-01-01" })).toThrow(
      '"parcel" has no version "2022-01-01", but 2023-01-01, 2024-01-01',
    );
  });

  it("searches several roots, the first one first", () => {
    const own = write("own", { "parcel/2024-01-01/service-2.json": { ...service(), documentation: "own" } });
    expect(loadService([own, data], "parcel").service.documentation).toBe("own");
    expect(loadService([data, own], "parcel").service.documentation).toBeUndefined();
    expect(loadService([own, data], "parcel").paginators["List"]).toBeDefined();
    expect(loadService([own, data], "letter").name).toBe("letter");
  });

  it("finds the data inside a package, and in a wheel", () => {
    const wheel = join(root, "botocore-0.0.0-py3-none-any.whl");
    writeFileSync(
      wheel,
      zip(
        {
          "botocore/data/parcel/2024-01-01/service-2.json.gz": gzipSync(JSON.stringify(service())),
          "botocore/__init__.py": "",
        },
        8,
      ),
    );
    expect(listServices(wheel)).toEqual(["parcel"]);
    expect(loadService(wheel, "parcel").source).toBe(
      `${wheel}/botocore/data/parcel/2024-01-01/service-2.json.gz`,
    );
    expect(listServices(root)).toEqual(["letter", "parcel"]);
  });

  it("loads a single file with its companions", () => {
    const folder = write("single/post", { "service-2.json": service(), "paginators-1.json": pagination });
    const model = loadOnlyService(join(folder, "service-2.json"));
    expect(model).toMatchObject({ name: "post", source: join(folder, "service-2.json") });
    expect(model.paginators["List"]).toBeDefined();
    expect(loadOnlyService(join(data, "parcel/2024-01-01/service-2.json.gz")).name).toBe("parcel");
    write("single/other", { "stamps.json": service() });
    expect(loadOnlyService(join(root, "single/other/stamps.json")).name).toBe("stamps");
    expect(() => loadOnlyService(data)).toThrow("holds 2 services where one is expected");
  });

  it("applies patches", () => {
    const patch = { reason: "r", link: "l", merge: { metadata: { serviceFullName: "Patched" } } };
    const patches = write("patches", { "parcel.json": { patches: [patch] } });
    expect(loadService(data, "parcel", { patches }).service.metadata.serviceFullName).toBe("Patched");
    expect(loadService(data, "letter", { patches }).service.metadata.serviceFullName).toBe("Parcel Service");
  });

  it("proposes names for one that it does not know", () => {
    expect(() => loadService(data, "parcels")).toThrow(
      `${data}: no service "parcels"; did you mean "parcel"?`,
    );
    expect(() => loadService(join(root, "nowhere"), "parcel")).toThrow("there is no such file or folder");
  });

  it("names the file that is broken", () => {
    const broken = write("broken", {});
    mkdirSync(join(broken, "parcel/1"), { recursive: true });
    writeFileSync(join(broken, "parcel/1/service-2.json"), "{");
    expect(() => loadService(broken, "parcel")).toThrow(join(broken, "parcel/1/service-2.json"));
  });

  it("validates, and tells everything at once", () => {
    const shapes = { A: structure({ X: "Nothing" }), B: structure({ Y: "Nobody" }) };
    const wrong = write("wrong", { "parcel/1/service-2.json": { ...service(), shapes } });
    const file = join(wrong, "parcel/1/service-2.json");
    expect(() => loadService(wrong, "parcel")).toThrow(
      `${file}: shapes.A.members.X.shape: no shape "Nothing"\n  ${file}: shapes.B.members.Y.shape: no shape "Nobody"`,
    );
    expect(loadService(wrong, "parcel", { validate: false }).name).toBe("parcel");
  });
});

describe("listServices", () => {
  it("names the folders that hold a description", () =>
    expect(listServices(data)).toEqual(["letter", "parcel"]));
});
