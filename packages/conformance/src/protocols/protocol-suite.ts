import { parseJson } from "../../../core/src/codecs/json/json-reader.ts";
import type { OperationJson, ServiceJson } from "../../../service-model/src/model.ts";
import { hasVectors, vectorNames, vectorText } from "../vectors.ts";

/** A file's suites: cases that share shapes and metadata. */
export interface ProtocolSuite<Case> {
  readonly description: string;
  readonly metadata: ServiceJson["metadata"];
  readonly shapes: ServiceJson["shapes"];
  readonly clientEndpoint?: string;
  readonly cases: readonly Case[];
}

/** How an input is to be written. */
export interface InputVector {
  readonly id: string;
  readonly given: OperationJson;
  readonly params: Record<string, unknown>;
  readonly serialized: {
    readonly method: string;
    readonly uri: string;
    readonly host?: string;
    readonly headers?: Record<string, string>;
    readonly requireHeaders?: readonly string[];
    readonly forbidHeaders?: readonly string[];
    readonly body?: string;
  };
}

/** How a response is to be read. */
export interface OutputVector {
  readonly id: string;
  readonly given: OperationJson;
  readonly response: {
    readonly status_code: number;
    readonly headers?: Record<string, string>;
    readonly body?: string;
  };
  readonly result?: Record<string, unknown>;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly error?: Record<string, unknown>;
}

/** A vector with what it belongs to. */
export interface Located<Vector> {
  readonly file: string;
  readonly suite: ProtocolSuite<Vector>;
  readonly vector: Vector;
}

// The engine's own parser would round the 64-bit integers.
function readSuites<Vector>(text: string): ProtocolSuite<Vector>[] {
  return parseJson(new TextEncoder().encode(text)) as ProtocolSuite<Vector>[];
}

/** All vectors of a direction; none when they are not on this machine. */
export function loadVectors<Vector>(direction: "input" | "output"): Located<Vector>[] {
  if (!hasVectors("protocols", direction)) return [];
  return vectorNames("protocols", direction).flatMap((name) =>
    readSuites<Vector>(vectorText("protocols", direction, name)).flatMap((suite) =>
      suite.cases.map((vector) => ({ file: name.replace(".json", ""), suite, vector })),
    ),
  );
}
