import { describe, expect, it } from "vitest";
import { xmlWriter } from "../../codecs/xml/writer.ts";
import { ParseError } from "../../errors/errors.ts";
import type { AnyOperation, ErrorType } from "../../shape/operation.ts";
import type { Ref } from "../../shape/shape.ts";
import type { ServiceInfo } from "../../shape/service-info.ts";
import { restXml } from "./rest-xml.ts";

const service: ServiceInfo = {
  id: "Parcels",
  apiVersion: "2006-03-01",
  endpointPrefix: "p",
  signingName: "p",
};
const response = (text: string, headers: Record<string, string> = {}, status = 200) => ({
  status,
  headers,
  body: new TextEncoder().encode(text),
});
const rules: Ref = {
  structure: { Days: "integer", Name: { shape: "string", xmlAttribute: true, locationName: "name" } },
};
const Id: Ref = { shape: "string", uri: "Id" };
const Kind: Ref = { shape: "string", header: "x-kind" };

describe("requests", () => {
  const put: AnyOperation = {
    name: "PutRules",
    http: "PUT /parcels/{Id}?rules",
    documentWriter: xmlWriter,
    input: {
      structure: {
        Id,
        Kind,
        Rules: { shape: rules, payload: true, locationName: "RuleSet", xmlNamespace: { uri: "urn:p" } },
      },
    },
  };

  it("have the payload as root, and no content type", () => {
    expect(restXml.serialize(service, put, { Id: "a/b", Kind: "k", Rules: { Name: "n", Days: 3 } })).toEqual({
      method: "PUT",
      path: "/parcels/a%2Fb",
      query: "rules",
      headers: { "x-kind": "k" },
      body: '<RuleSet xmlns="urn:p" name="n"><Days>3</Days></RuleSet>',
    });
  });

  it("without the payload have no body", () => {
    expect(restXml.serialize(service, put, { Id: "a" }).body).toBeUndefined();
    expect(restXml.serialize(service, put, { Id: "a", Rules: null }).body).toBeUndefined();
  });

  const create: AnyOperation = {
    name: "CreateParcel",
    http: "POST /parcels/{Id}",
    documentWriter: xmlWriter,
    locationName: "CreateParcelRequest",
    xmlNamespace: { uri: "urn:c" },
    input: { structure: { Id, Weight: "integer", Rules: rules } },
  };

  it("have the members without a location in a root of the operation's", () => {
    expect(restXml.serialize(service, create, { Rules: { Days: 1 }, Id: "a", Weight: 2 }).body).toBe(
      '<CreateParcelRequest xmlns="urn:c"><Rules><Days>1</Days></Rules><Weight>2</Weight></CreateParcelRequest>',
    );
    expect(restXml.serialize(service, create, { Id: "a" }).body).toBeUndefined();
  });

  it("send a blob as it is", () => {
    const body = new Uint8Array([1]);
    const upload: AnyOperation = {
      name: "Upload",
      http: "PUT /",
      input: { structure: { Body: { shape: "blob", payload: true } } },
    };
    expect(restXml.serialize(service, upload, { Body: body }).body).toBe(body);
  });
});

describe("responses", () => {
  const read = (output: Ref, text: string, headers = {}) =>
    restXml.parse(service, { name: "X", output }, response(text, headers)).output;

  it("give members from headers and from the body, whatever the root is called", () => {
    const output: Ref = { structure: { Kind, Weight: "integer" } };
    expect(read(output, "<Any><Weight>3</Weight><Kind>no</Kind></Any>", { "x-kind": "k" })).toEqual({
      Kind: "k",
      Weight: 3,
    });
    expect(read(output, "", { "x-kind": "k" })).toEqual({ Kind: "k" });
  });

  it("give the payload from the root", () => {
    const output: Ref = { structure: { Rules: { shape: rules, payload: true } } };
    expect(read(output, '<RuleSet name="n"><Days>3</Days></RuleSet>')).toEqual({
      Rules: { Days: 3, Name: "n" },
    });
  });

  it("that are cut off are refused", () => {
    expect(() => read(rules, "<R><Days>3</Days>")).toThrow(ParseError);
  });
});

describe("errors", () => {
  const NoParcel = {
    shapeName: "NoParcel",
    shape: { structure: { Kind, Weight: "integer" } },
  } as unknown as ErrorType;
  const operation: AnyOperation = { name: "GetParcel", errors: [NoParcel] };
  const parseError = (text: string, headers = {}, status = 404) =>
    restXml.parseError(service, operation, response(text, headers, status));

  it("of S3's form give all that they say, and its ids", () => {
    const text =
      '<?xml version="1.0"?>\n<Error><Code>PermanentRedirect</Code><Message>m</Message><Region>eu-west-1</Region><RequestId>id</RequestId><HostId>host</HostId></Error>';
    expect(parseError(text)).toEqual({
      code: "PermanentRedirect",
      serviceMessage: "m",
      members: { Region: "eu-west-1" },
      requestId: "id",
      extendedRequestId: "host",
      type: undefined,
    });
  });

  it.each([
    ["<Error><Code>NoParcel</Code><Weight>3</Weight></Error>"],
    [
      "<ErrorResponse><Error><Code>NoParcel</Code><Weight>3</Weight></Error><RequestId>id</RequestId></ErrorResponse>",
    ],
  ])("that are modelled have members of headers and body: %s", (text) => {
    expect(parseError(text, { "x-kind": "k" })).toMatchObject({
      code: "NoParcel",
      type: NoParcel,
      members: { Kind: "k", Weight: 3 },
    });
  });

  it("without a body have the status as code", () => {
    expect(parseError("", {}, 301)).toMatchObject({ code: "301", serviceMessage: undefined });
  });
});
