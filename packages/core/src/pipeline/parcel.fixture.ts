import { restJson, standardEndpoint, type Operation, type Service } from "../service.ts";

/** An imaginary service. */
export const parcel: Service<"Parcel"> = {
  id: "Parcel",
  apiVersion: "2024-05-01",
  endpointPrefix: "parcel",
  signingName: "parcel",
  protocol: restJson,
  endpoint: standardEndpoint("parcel"),
};

/** Input of {@link GetParcel}. */
export interface GetParcelInput {
  ParcelId: string;
  Pin?: string;
}

/** One of its operations, with a sensitive member. */
export const GetParcel: Operation<"Parcel", GetParcelInput, { Weight?: number }> = {
  name: "GetParcel",
  http: "GET /parcels/{ParcelId}",
  input: {
    structure: {
      ParcelId: { shape: "string", uri: "ParcelId" },
      Pin: { shape: "string", querystring: "pin", sensitive: true },
    },
  },
  output: { structure: { Weight: "double" } },
};
