import type { Row } from "../row.ts";
import { cborRows } from "./f-cbor.ts";
import { jsonRows } from "./f-json.ts";
import { valueRows } from "./f-values.ts";
import { xmlRows } from "./f-xml.ts";

/** F: bodies made to hurt a parser. */
export const familyF: readonly Row[] = [...xmlRows, ...jsonRows, ...cborRows, ...valueRows];
