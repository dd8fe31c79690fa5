import type { OperationJson, ServiceModel } from "../model.ts";
import { adjustmentsOf } from "./adjustments.ts";
import { camelCase, kebabCase, pascalCase, typeCase } from "./letter-case.ts";
import { NameTable, type NameClash } from "./name-table.ts";
import { reservedFileNames, reservedMethodNames, reservedTypeNames } from "./reserved-names.ts";
import type { ShapeSurvey } from "./survey-shapes.ts";

/** Names of an operation. */
export interface OperationNames {
  valueName: string;
  methodName: string;
  fileName: string;
  /** Names of the types of an absent input or output. */
  absentInput?: string;
  absentOutput?: string;
}

/** Every name of a service's package; none stands for two things. */
export interface ServiceNames {
  className: string;
  operations: ReadonlyMap<string, OperationNames>;
  /** Types of structures, unions, errors and enums, by the name of the shape. */
  types: ReadonlyMap<string, string>;
  /** Tables of structures, unions and errors, by the name of the shape. */
  tables: ReadonlyMap<string, string>;
  waiters: ReadonlyMap<string, string>;
  clashes: readonly NameClash[];
}

/**
 * Names everything in a service. Types and values share one set of names, so that no export hides another. Who is named
 * first keeps its name: the client, operations, waiters, errors, other shapes, absent inputs and outputs, tables; within
 * one kind the order of the model decides, after those whose spelling needs no change.
 */
export function assignNames(
  model: ServiceModel,
  operations: readonly (readonly [string, OperationJson])[],
  survey: ShapeSurvey,
  reserved: Iterable<string> = [],
): ServiceNames {
  const names = new NameTable([...reservedTypeNames, ...reserved]);
  const className = names.claim(wish("", nameOfClass(model), "Service")[1]);
  for (const suffix of ["Client", "Config", "ClientConfig"]) names.claim([className + suffix]);

  const operationNames = nameOperations(operations, names);
  const waiters = names.claimAll(
    Object.keys(model.waiters).map((name) => wish(name, typeCase(name), "Waiter")),
  );
  const types = names.claimAll(typeWishes(model, survey));

  for (const [name, { input, output }] of operations) {
    const own = operationNames.get(name)!;
    if (!input) own.absentInput = names.claim([`${own.valueName}Request`, `${own.valueName}Input`]);
    if (!output) own.absentOutput = names.claim([`${own.valueName}Response`, `${own.valueName}Output`]);
  }
  const tables = names.claimAll(
    Object.keys(model.service.shapes)
      .filter((shape) => survey.usage.has(shape))
      .map((shape): Wish => [shape, [`${types.get(shape)!}Shape`, `${types.get(shape)!}Table`]]),
  );
  return { className, operations: operationNames, types, tables, waiters, clashes: names.clashes };
}

type Wish = readonly [name: string, candidates: readonly [string, ...string[]]];

function wish(name: string, wanted: string, suffix: string): Wish {
  return [name, [wanted, wanted + suffix]];
}

function nameOperations(
  operations: readonly (readonly [string, OperationJson])[],
  names: NameTable,
): Map<string, OperationNames> {
  const inOrder = unchangedFirst(operations.map(([name]) => name));
  const values = names.claimAll(inOrder.map((name) => wish(name, typeCase(name), "Operation")));
  const methods = new NameTable(reservedMethodNames).claimAll(
    inOrder.map((name) => wish(name, camelCase(name), "Operation")),
  );
  const files = new NameTable(reservedFileNames, (name) => name.toLowerCase()).claimAll(
    inOrder.map((name) => wish(name, kebabCase(name), "-operation")),
  );
  const namesOf = (name: string): OperationNames => ({
    valueName: values.get(name)!,
    methodName: methods.get(name)!,
    fileName: files.get(name)!,
  });
  return new Map(inOrder.map((name) => [name, namesOf(name)]));
}

// Errors before other shapes.
function typeWishes(model: ServiceModel, { errors, usage, enums }: ShapeSurvey): Wish[] {
  const inOrder = unchangedFirst(Object.keys(model.service.shapes));
  const others = inOrder.filter((shape) => (usage.has(shape) && !errors.has(shape)) || enums.has(shape));
  return [
    ...inOrder.filter((shape) => errors.has(shape)).map((shape) => wish(shape, typeCase(shape), "Exception")),
    ...others.map((shape): Wish => {
      const wanted = typeCase(shape);
      return [shape, [wanted, `${wanted}Type`, `${wanted}Data`]];
    }),
  ];
}

// Of `errorMessage` and `ErrorMessage`, the second keeps its name.
function unchangedFirst(names: readonly string[]): string[] {
  return [
    ...names.filter((name) => typeCase(name) === name),
    ...names.filter((name) => typeCase(name) !== name),
  ];
}

function nameOfClass(model: ServiceModel): string {
  const adjusted = adjustmentsOf(model).find((adjustment) => adjustment.className)?.className;
  return adjusted ?? pascalCase(model.service.metadata.serviceId ?? model.name);
}
