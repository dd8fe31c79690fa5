import { describe, expect, it } from "vitest";
import type { ServiceModel } from "../model.ts";
import { inlineModel, structure, type InlineModel } from "../plan/inline-model.ts";
import { validateModel } from "./validate-model.ts";

const problemsOf = (inline: InlineModel): string[] =>
  validateModel(inlineModel({ source: "service-2.json", ...inline })).map(({ message }) => message);

const getX = (rest: object): NonNullable<InlineModel["operations"]> => ({ GetX: rest });
const page = { input: { shape: "In" }, output: { shape: "Out" } };
const shapes = { In: structure({ Token: "String" }), Out: structure({ Token: "String" }) };

describe("validateModel", () => {
  it("finds nothing in a sound model", () => {
    expect(
      problemsOf({
        operations: {
          GetX: {
            http: { method: "GET", requestUri: "/x/{Id}/{Rest+}?y" },
            input: { shape: "In" },
            endpoint: { hostPrefix: "{Account}." },
          },
        },
        shapes: {
          In: structure({
            Id: { shape: "String", location: "uri" },
            Path: { shape: "String", location: "uri", locationName: "Rest" },
            Account: { shape: "String", hostLabel: true },
            Tree: "Tree",
          }),
          Tree: structure({ Trees: "Trees" }),
          Trees: { type: "map", key: { shape: "String" }, value: { shape: "Tree" } },
        },
      }),
    ).toEqual([]);
  });

  it.each<[InlineModel, string]>([
    [{ metadata: { serviceId: "" } }, "metadata.serviceId: is missing"],
    [{ metadata: { protocol: "soap" } }, "metadata.protocols: soap: none of them is supported"],
    [{ metadata: { protocol: "json" } }, "metadata.targetPrefix: is missing"],
    [{ operations: getX({ input: { shape: "Foo" } }) }, 'operations.GetX.input.shape: no shape "Foo"'],
    [
      { operations: getX({ output: { shape: "String" } }) },
      'operations.GetX.output.shape: "String" is of type string, not a structure',
    ],
    [{ operations: getX({ errors: [{ shape: "Bad" }] }) }, 'operations.GetX.errors.0.shape: no shape "Bad"'],
    [
      { operations: getX({ http: { method: "GET", requestUri: "x" } }) },
      'operations.GetX.http.requestUri: must begin with "/"',
    ],
    [
      { operations: getX({ http: { method: "GET", requestUri: "/{Id}" } }) },
      'operations.GetX.http.requestUri: no member of the input has the location uri and the name "Id"',
    ],
    [
      { operations: getX({ endpoint: { hostPrefix: "{Id}." } }) },
      'operations.GetX.endpoint.hostPrefix: no member "Id"',
    ],
    [
      { operations: getX({ httpChecksum: { requestAlgorithmMember: "A" } }) },
      'httpChecksum.requestAlgorithmMember: no member "A"',
    ],
    [
      { operations: getX({ operationContextParams: { A: { path: "[" } } }) },
      "operations.GetX.operationContextParams.A.path: unexpected",
    ],
    [{ shapes: { A: structure({ X: "Nothing" }) } }, 'shapes.A.members.X.shape: no shape "Nothing"'],
    [{ shapes: { A: structure({}, { required: ["X"] }) } }, 'shapes.A.required.0: no member "X"'],
    [{ shapes: { A: structure({}, { payload: "X" }) } }, 'shapes.A.payload: no member "X"'],
    [
      { shapes: { A: structure({ X: { shape: "String", location: "cookie" as "uri" } }) } },
      'shapes.A.members.X.location: unknown location "cookie"',
    ],
    [{ shapes: { A: { type: "list" } } }, "shapes.A.member: is missing"],
    [
      { shapes: { A: { type: "map", key: { shape: "B" }, value: { shape: "B" } }, B: { type: "integer" } } },
      'shapes.A.key.shape: keys are strings, "B" is of type integer',
    ],
    [{ shapes: { A: { type: "tensor" } } }, 'shapes.A.type: unknown type "tensor"'],
    [
      { shapes: { A: { type: "timestamp", timestampFormat: "julian" } } },
      'shapes.A.timestampFormat: unknown format "julian"',
    ],
    [
      {
        shapes: { A: { type: "list", member: { shape: "B" } }, B: { type: "list", member: { shape: "A" } } },
      },
      "shapes.A: holds itself",
    ],
    [
      { shapes: { A: structure({ Error: "String" }, { exception: true }) } },
      "shapes.A.members.Error: hides what every error carries",
    ],
    [
      {
        operations: getX({ output: { shape: "Out" } }),
        shapes: { Out: structure({ ResponseMetadata: "String" }) },
      },
      'operations.GetX.output: "Out" has a member ResponseMetadata',
    ],
  ])("finds what is wrong: %#", (inline, problem) => {
    const problems = problemsOf(inline);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`service-2.json: `);
    expect(problems[0]).toContain(problem);
  });

  it.each([
    [
      { input_token: "T", output_token: "Token", result_key: "Token" },
      'pagination.GetX.input_token: no member "T"',
    ],
    [
      { input_token: "Token", output_token: "Next", result_key: "Token" },
      'pagination.GetX.output_token: no member "Next"',
    ],
    [
      { input_token: "Token", output_token: [], result_key: "Token" },
      "as many input_tokens as output_tokens",
    ],
    [{ input_token: "Token", output_token: "Token", result_key: "a[" }, "pagination.GetX.result_key: "],
  ])("checks paginators: %#", (paginator, problem) => {
    const [found] = problemsOf({ operations: getX(page), shapes, paginators: { GetX: paginator } });
    expect(found).toContain("paginators-1.json: ");
    expect(found).toContain(problem);
  });

  it.each([
    [{ operation: "GetY" }, 'waiters.Done.operation: no operation "GetY"'],
    [{ delay: 0 }, "waiters.Done.delay: must be above 0"],
    [
      { acceptors: [{ state: "maybe", matcher: "status", expected: 1 }] },
      'waiters.Done.acceptors.0.state: no state "maybe"',
    ],
    [
      { acceptors: [{ state: "retry", matcher: "luck", expected: 1 }] },
      'waiters.Done.acceptors.0.matcher: no matcher "luck"',
    ],
    [
      { acceptors: [{ state: "retry", matcher: "path", expected: 1 }] },
      "waiters.Done.acceptors.0.argument: is no JMESPath",
    ],
  ])("checks waiters: %#", (change, problem) => {
    const waiter = { operation: "GetX", delay: 1, maxAttempts: 1, acceptors: [], ...change };
    const [found] = problemsOf({ operations: getX(page), shapes, waiters: { Done: waiter } });
    expect(found).toContain("waiters-2.json: ");
    expect(found).toContain(problem);
  });

  it("survives what is no description at all", () => {
    const model = (service: unknown): ServiceModel => ({ ...inlineModel({}), service }) as ServiceModel;
    expect(validateModel(model("text"))).toHaveLength(1);
    expect(validateModel(model({ metadata: {}, operations: [], shapes: null }))).toHaveLength(2);
    expect(
      validateModel(model({ metadata: {}, operations: { A: 1 }, shapes: { B: 2 } })).length,
    ).toBeGreaterThan(0);
  });
});
