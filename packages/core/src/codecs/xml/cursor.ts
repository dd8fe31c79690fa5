/**
 * A cursor over an XML document (XML 1.0, the part of it that services use). Namespaces are ignored: names are local
 * names. There are no document types: a DOCTYPE is refused, so that there are no entities but the five of XML and
 * numeric references. Tags must match, there is one root, and elements nest at most 128 deep. The work is linear in the
 * length of the document.
 */
import { parseError } from "../../errors/errors.ts";
import { decodeEntities } from "./entities.ts";

const maxDepth = 128;
const noAttributes: readonly string[] = [];
const attribute = /\s+([^\s=<>"'/&]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const space = /\s*/y;

/** Walks a document from element to element. Everything throws {@link ParseError} for what is not well-formed. */
export class XmlCursor {
  /** Qualified name of the element that {@link next} opened; {@link next} takes it to find the end tag. */
  tag = "";
  /** Local name of that element. */
  name = "";
  /** Its attributes, names (qualified) and values in turns. */
  attributes: readonly string[] = noAttributes;
  /** The text that {@link next} went past, where it was asked to keep it. */
  text = "";

  readonly #source: string;
  #at = 0;
  #depth = 0;
  /** The element that was opened last is written as `<a/>`. */
  #empty = false;
  /** Where the next `&` is; spares looking for it in every text. */
  #reference = -1;

  constructor(source: string) {
    // Line ends are normalised before anything else (§2.11).
    this.#source = source.includes("\r") ? source.replace(/\r\n?/g, "\n") : source;
    this.#seekReference();
  }

  /**
   * Opens the next child of the element with the given tag, in which the cursor is. False when there is none: then the
   * element is closed. A good guess at the name of the child saves time, a bad one does no harm. White space between elements
   * is of no interest, so that text is kept on demand.
   */
  next(parent: string, guess?: string, keepText = false): boolean {
    this.text = "";
    if (this.#empty) {
      this.#empty = false;
      this.#depth--;
      return false;
    }
    const source = this.#source;
    for (;;) {
      // Elements mostly follow one another, and to look is cheaper than to search.
      const open = source.charCodeAt(this.#at) === 60 ? this.#at : source.indexOf("<", this.#at);
      if (open < 0) return this.#finish(parent, keepText);
      if (open > this.#at) this.#addText(open, keepText);
      const kind = source.charCodeAt(open + 1);
      if (kind === 47) return this.#close(parent, open + 2);
      if (kind !== 33 && kind !== 63) return this.#open(open + 1, guess);
      this.#skipMarkup(open);
    }
  }

  /** The text of the element up to its first child. Closes it. */
  content(tag: string): string {
    const source = this.#source;
    const open = source.indexOf("<", this.#at);
    const end = open + 2 + tag.length;
    // Text and an end tag, which is what nearly all elements have.
    if (
      open < this.#reference &&
      !this.#empty &&
      source.charCodeAt(open + 1) === 47 &&
      source.charCodeAt(end) === 62 &&
      source.startsWith(tag, open + 2)
    ) {
      const text = source.slice(this.#at, open);
      this.#at = end + 1;
      this.#depth--;
      return text;
    }
    if (!this.next(tag, undefined, true)) return this.text;
    const { text } = this;
    do this.skip(this.tag);
    while (this.next(tag));
    return text;
  }

  /** Closes the element. */
  skip(tag: string): void {
    while (this.next(tag)) this.skip(this.tag);
  }

  /** Opens the root. */
  start(): void {
    if (!this.next("", undefined, true) || this.text.trim() !== "") this.#fail("is no XML document");
  }

  /** Makes sure that nothing follows the root. */
  end(): void {
    if (this.next("", undefined, true) || this.text.trim() !== "" || this.#at < this.#source.length) {
      this.#fail("has content after its root");
    }
  }

  #addText(end: number, keep: boolean): void {
    const from = this.#at;
    this.#at = end;
    if (this.#reference < end) {
      this.text += decodeEntities(this.#source.slice(from, end));
      this.#seekReference();
    } else if (keep) this.text += this.#source.slice(from, end);
  }

  #open(start: number, guess: string | undefined): true {
    const source = this.#source;
    if (++this.#depth > maxDepth) this.#fail(`is nested more than ${maxDepth} levels deep`);
    this.attributes = noAttributes;
    if (guess && source.startsWith(guess, start) && source.charCodeAt(start + guess.length) === 62) {
      this.tag = this.name = guess;
      this.#at = start + guess.length + 1;
      return true;
    }
    let end = start;
    let local = start;
    let letter = source.charCodeAt(end);
    // Letters, digits and -.: of ASCII, and everything beyond ASCII; the few more of the range do no harm.
    while (letter > 63 || (letter > 44 && letter < 59 && letter !== 47)) {
      end++;
      if (letter === 58) local = end;
      letter = source.charCodeAt(end);
    }
    if (end === local || source.charCodeAt(local) < 58) this.#fail("has a tag without a name");
    this.tag = source.slice(start, end);
    this.name = local === start ? this.tag : source.slice(local, end);
    if (letter !== 62 && letter !== 47) {
      this.attributes = this.#readAttributes(end);
      end = this.#at;
    }
    if (source.charCodeAt(end) === 47) {
      this.#empty = true;
      end++;
    }
    if (source.charCodeAt(end) !== 62) this.#fail(`has a broken tag <${this.tag}`);
    this.#at = end + 1;
    return true;
  }

  #readAttributes(from: number): readonly string[] {
    const found: string[] = [];
    attribute.lastIndex = from;
    for (let match = attribute.exec(this.#source); match; match = attribute.exec(this.#source)) {
      const value = (match[2] ?? match[3]!).replace(/[\t\n]/g, " ");
      found.push(match[1]!, value.includes("&") ? decodeEntities(value) : value);
      from = attribute.lastIndex;
    }
    space.lastIndex = from;
    space.test(this.#source);
    this.#at = space.lastIndex;
    this.#seekReference();
    return found;
  }

  /** The document ends, which its root alone may do. */
  #finish(parent: string, keepText: boolean): false {
    if (parent !== "") this.#fail(`does not close <${parent}>`);
    this.#addText(this.#source.length, keepText);
    return false;
  }

  #close(tag: string, start: number): false {
    const source = this.#source;
    let end = start + tag.length;
    if (source.charCodeAt(end) !== 62) {
      space.lastIndex = end;
      space.test(source);
      end = space.lastIndex;
    }
    if (tag === "" || !source.startsWith(tag, start) || source.charCodeAt(end) !== 62)
      this.#fail(`does not close <${tag}>`);
    this.#at = end + 1;
    this.#depth--;
    return false;
  }

  /** Comments, processing instructions and CDATA sections. */
  #skipMarkup(start: number): void {
    const source = this.#source;
    const close = source.startsWith("<!--", start)
      ? "-->"
      : source.startsWith("<![CDATA[", start)
        ? "]]>"
        : source.startsWith("<?", start)
          ? "?>"
          : this.#fail("has a document type");
    const from = start + (close === "?>" ? 2 : close === "-->" ? 4 : 9);
    const end = source.indexOf(close, from);
    if (end < 0) this.#fail("ends early");
    if (close === "]]>") this.text += source.slice(from, end);
    this.#at = end + close.length;
    this.#seekReference();
  }

  #seekReference(): void {
    if (this.#reference >= this.#at) return;
    const at = this.#source.indexOf("&", this.#at);
    this.#reference = at < 0 ? Infinity : at;
  }

  #fail(what: string): never {
    throw parseError(`the response ${what} (at character ${this.#at})`);
  }
}
