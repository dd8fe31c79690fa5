/** Uses the generated packages as applications do. Only type-checked: every `@ts-expect-error` must be an error. */
import { Ledger, type Condition, type Value } from "./ledger/src/index.ts";
import { Murmur, type Sounds } from "./murmur/src/index.ts";
import { GetParcel, ListParcels, Parcel, ParcelClient, ParcelNotFound } from "./parcel/src/index.ts";
import { GetPulse, PulseClient } from "./pulse/src/index.ts";
import { Tangle } from "./tangle/src/index.ts";

export async function parcels(): Promise<string[]> {
  const parcel = new Parcel({ region: "eu-west-1", clientContextParams: { Public: true } });
  await parcel.createParcel({ Depot: "north", To: { Lines: ["A"], Town: "B" }, WeightInGrams: 2n ** 60n });
  // @ts-expect-error ParcelId is required
  await parcel.getParcel({});
  // @ts-expect-error there is no such member
  await parcel.getParcel({ ParcelId: "p-1", Colour: "red" });
  const { Parcel: details, $metadata } = await parcel.getParcel({ ParcelId: "p-1", History: undefined });
  const state: "DELIVERED" | (string & {}) = details.State;
  const status: number = $metadata.status;
  await parcel.putLabel({ ParcelId: "p-1", Path: "a/b", Body: "label" });
  const { Body } = await parcel.getLabel({ ParcelId: "p-1" });
  const label: string | undefined = await Body?.text();
  await parcel.listParcels();
  const ids: string[] = [state, String(status), label ?? ""];
  for await (const one of parcel.paginateListParcels().items()) ids.push(one.ParcelId);
  for await (const page of parcel.paginateListParcels({}, { pageSize: 5 })) ids.push(String(page.Parcels.length));
  const delivered = await parcel.waitUntilParcelDelivered({ ParcelId: "p-1" }, { timeout: 1 });
  ids.push(delivered?.Parcel.State ?? "");
  await parcel.rateDelivery({ Stars: 5 });
  return ids;
}

export async function bare(): Promise<void> {
  const client = new ParcelClient();
  try {
    await client.send(GetParcel, { ParcelId: "p-1" }, { timeout: 2_000 });
    await client.send(ListParcels);
    // @ts-expect-error an operation of another service
    await client.send(GetPulse, {});
    await new PulseClient().send(GetPulse);
  } catch (error) {
    if (error instanceof ParcelNotFound) console.log(error.ParcelId, error.$name, error.requestId);
  }
}

export function unions(value: Value): string {
  if (value.Text !== undefined) return value.Text;
  if (value.List !== undefined) return value.List.map(unions).join();
  if (value.$unknown !== undefined) return value.$unknown[0];
  const condition: Condition = { All: [{ Not: { Is: { Count: 1 } } }] };
  // @ts-expect-error exactly one member
  const both: Condition = { All: [], Not: condition };
  return String(both);
}

export async function ledger(): Promise<void> {
  const client = new Ledger();
  await client.ping();
  await client.batchPost({ Entries: [], Sequence: 9007199254740993n, Signature: "text is fine" });
  const { Receipt } = await client.batchPost({ Entries: [] });
  const bytes: Uint8Array | undefined = Receipt;
  await client.query({ Where: { Is: { Bytes: bytes ?? new Uint8Array() } }, Hints: { any: ["json", null] } });
}

export async function murmur(): Promise<void> {
  async function* voice() {
    yield { Chunk: { Audio: new Uint8Array(2), At: new Date() } };
    yield { Pause: { Milliseconds: 5 } };
  }
  const { Sounds: sounds } = await new Murmur().converse({ Room: "a", Voice: voice() });
  for await (const sound of sounds ?? []) said(sound);
}

function said(sound: Sounds): string {
  if (sound.Words) return sound.Words.Text ?? "";
  return sound.Noise ? String(sound.Noise.Volume) : "";
}

export async function tangle(): Promise<void> {
  const client = new Tangle();
  const { TangleClient, Record: records } = await client.delete({ new: "a" });
  console.log(TangleClient?.Yarn, records?.["a b"]?.Operation?.Structure, records?.["anything"]);
  await client.getURL?.({ class: "a", default: "b" });
  client.destroy();
}
