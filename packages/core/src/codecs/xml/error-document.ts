/**
 * Errors in XML. Three forms are in use, and the name of the root does not tell which:
 * `<ErrorResponse><Error>…</Error><RequestId/></ErrorResponse>` (query and most of rest-xml),
 * `<Response><Errors><Error>…</Error></Errors><RequestID/></Response>` (ec2), `<Error>…<RequestId/></Error>` (S3).
 */
import { XmlCursor } from "./cursor.ts";

/** The texts in an error of any form, by local name: `Code`, `Message`, `Type`, `RequestId`, … The first of a name counts. */
export type ErrorFields = Readonly<Record<string, string | undefined>>;

/** Reads the texts of an error. Throws {@link ParseError} for what is not well-formed. */
export function readErrorFields(text: string): ErrorFields {
  const xml = new XmlCursor(text);
  // Without a prototype, so that a field called `__proto__` is one like any other.
  const fields: Record<string, string> = Object.create(null);
  xml.start();
  collect(xml, xml.tag, fields);
  xml.end();
  return fields;
}

function collect(xml: XmlCursor, tag: string, fields: Record<string, string>): void {
  while (xml.next(tag)) {
    const { name } = xml;
    if (name === "Error" || name === "Errors") collect(xml, xml.tag, fields);
    else {
      const text = xml.content(xml.tag);
      fields[name] ??= text;
    }
  }
}
