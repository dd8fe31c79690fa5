import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { createEnvironment } from "../config/environment-node.ts";
import { AbortError, CredentialsError } from "../errors/errors.ts";
import type { Transport } from "../http/messages.ts";
import type { Credentials } from "../identity/identity.ts";
import type { Service } from "../pipeline/service.ts";
import { restJson } from "../protocols/rest-json/rest-json.ts";
import type { Operation } from "../shape/operation.ts";
import { Client } from "./client.ts";

const service: Service<"Parcel"> = {
  id: "Parcel",
  apiVersion: "2030-01-01",
  endpointPrefix: "parcel",
  signingName: "parcel",
  protocol: restJson,
  endpoint: () => ({ url: "https://parcel.test" }),
};

const ListParcels: Operation<"Parcel", {}, {}> = {
  name: "ListParcels",
  http: "GET /",
  input: { structure: {} },
};

/** A client of a service that answers everything, and the keys that its calls were signed with. */
function surround(credentials: () => Promise<Credentials>) {
  const signers: (string | undefined)[] = [];
  const transport: Transport = {
    async handle({ headers }) {
      signers.push(/Credential=([^/]+)/.exec(headers["authorization"] ?? "")?.[1]);
      return { status: 200, headers: {}, body: new TextEncoder().encode("{}") };
    },
  };
  const environment = createEnvironment({ HOME: "/nowhere" });
  const client = new Client(service, { region: "us-east-1", environment, transport, credentials });
  return { client, signers };
}

const keys = (accessKeyId: string): Credentials => ({ accessKeyId, secretAccessKey: "canary-secret" });

describe("credentials of a function", () => {
  test("an abort ends the call's wait, not the fetch that others share", async () => {
    let fetches = 0;
    let done!: (credentials: Credentials) => void;
    const { client, signers } = surround(() => {
      fetches++;
      return new Promise((resolve) => (done = resolve));
    });
    const impatient = new AbortController();
    const aborted = client.send(ListParcels, {}, { signal: impatient.signal });
    const patient = client.send(ListParcels, {});
    await new Promise((resolve) => setImmediate(resolve));
    impatient.abort();
    await expect(aborted).rejects.toBeInstanceOf(AbortError);
    done(keys("SHARED"));
    await patient;
    await client.send(ListParcels, {});
    expect([fetches, signers]).toEqual([1, ["SHARED", "SHARED"]]);
  });

  test("what the function does to its object later changes nothing", async () => {
    const own = { accessKeyId: "FIRST", secretAccessKey: "canary-secret" };
    const { client, signers } = surround(async () => own);
    await client.send(ListParcels, {});
    own.accessKeyId = "SECOND";
    await client.send(ListParcels, {});
    expect(signers).toEqual(["FIRST", "FIRST"]);
    const held = await (await client.context()).credentials();
    expect(Object.isFrozen(held)).toBe(true);
    expect(inspect(held)).not.toContain("canary");
  });

  test.each<[name: string, value: unknown]>([
    ["nothing", undefined],
    ["null", null],
    ["no secret", { accessKeyId: "a" }],
    ["an empty key", { accessKeyId: "", secretAccessKey: "canary-secret" }],
  ])("%s is no credentials", async (_, value) => {
    const { client } = surround(async () => value as Credentials);
    const sending = client.send(ListParcels, {});
    await expect(sending).rejects.toBeInstanceOf(CredentialsError);
    await expect(sending).rejects.toThrow("Parcel ListParcels: the provider gave no credentials");
  });

  test("a failure is not tried again within the call: a source has attempts of its own", async () => {
    let fetches = 0;
    const { client } = surround(async () => {
      fetches++;
      throw new CredentialsError({ what: "not now", retryable: true });
    });
    await expect(client.send(ListParcels, {})).rejects.toMatchObject({ retryable: true, attempts: 1 });
    expect(fetches).toBe(1);
    await expect(client.send(ListParcels, {})).rejects.toThrow("not now");
    expect(fetches).toBe(2);
  });
});
