import { expect, it } from "vitest";
import { GetParcel, parcel } from "./parcel.fixture.ts";
import { recordingClient } from "./recording-client.fixture.ts";

async function traceOf(variables: Record<string, string>): Promise<string | undefined> {
  const { client, requests } = recordingClient(parcel, () => ({ body: "{}" }), { variables });
  await client.send(GetParcel, { ParcelId: "1" });
  expect(requests[0]!.headers["authorization"]).not.toContain("x-amzn-trace-id");
  return requests[0]!.headers["x-amzn-trace-id"];
}

const inLambda = { AWS_LAMBDA_FUNCTION_NAME: "f" };

it.each([
  ["Root=1-5759e988-bd862e3f;Parent=53995c3f42cd8ad8;Sampled=1;lineage=a87bd80c:1,68fd508a:5", "Root=1-5759e988-bd862e3f;Parent=53995c3f42cd8ad8;Sampled=1;lineage=a87bd80c:1,68fd508a:5"],
  ["first\nsecond", "first%0Asecond"],
  ["test123-=;:+&[]{}\"'", "test123-=;:+&[]{}\"'"],
  ["a b|ä(!)*", "a%20b%7C%C3%A4%28%21%29%2A"],
])("a Lambda function hands on its trace: %j", async (id, sent) => {
  expect(await traceOf({ ...inLambda, _X_AMZN_TRACE_ID: id })).toBe(sent);
}); // prettier-ignore

it("there is no trace elsewhere", async () => {
  expect(await traceOf({ _X_AMZN_TRACE_ID: "Root=1" })).toBeUndefined();
  expect(await traceOf(inLambda)).toBeUndefined();
});
