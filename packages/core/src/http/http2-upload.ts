import type { ClientHttp2Stream } from "node:http2";
import type { HttpRequest } from "./messages.ts";
import { createPhaseClock, type PhaseClock } from "./phase-clock.ts";

/** What an upload tells its exchange, and the bound on it. */
export interface UploadSink {
  /** Milliseconds in which the server must take something of what was written; 0 is no bound. */
  readonly stalled: number;
  onStall(): void;
  /** The source of the body failed. */
  onError(error: unknown): void;
  /** The server has taken the request to its end. */
  onSent(): void;
}

/** A longer chunk is written in pieces, so that a stall shows. */
const pieceSize = 65_536;
/** Bytes that are kept to be sent again, until the server answers. */
const maxHeld = 65_536;

/**
 * Writes a request's body to a stream no faster than the server takes it. Until the server answers, its beginning is kept,
 * so that it can be written to another stream when the first is refused.
 */
export class Http2Upload {
  /** Whether there is no body. */
  readonly empty: boolean;
  /** Whether the server has taken all there is. */
  sent: boolean;
  readonly #body: HttpRequest["body"];
  readonly #sink: UploadSink;
  readonly #clock: PhaseClock;
  #source: AsyncIterator<Uint8Array> | undefined;
  #held: Uint8Array[] | undefined = [];
  #heldSize = 0;
  #stream: ClientHttp2Stream | undefined;
  #complete = false;
  /** Pieces that the server has not taken. */
  #untaken = 0;
  #wake: (() => void) | undefined;
  #stopped = false;

  constructor(body: HttpRequest["body"], sink: UploadSink) {
    this.#body = body;
    this.empty = this.sent = body === undefined || (body instanceof Uint8Array && body.length === 0);
    this.#sink = sink;
    this.#clock = createPhaseClock(0, () => sink.onStall());
  }

  /** Begins on a stream, or begins anew on another one. */
  attach(stream: ClientHttp2Stream): void {
    if (this.empty || this.#stopped) return;
    this.#stream = stream;
    stream.on("drain", () => this.#wake?.());
    stream.on("finish", () => {
      if (this.#stream !== stream || this.#stopped) return;
      this.sent = true;
      this.#sink.onSent();
    });
    for (const piece of this.#held ?? []) this.#write(stream, piece);
    if (this.#complete) stream.end();
    else if (this.#source) this.#wake?.();
    else this.#run().catch((error: unknown) => this.#stopped || this.#sink.onError(error));
  }

  /** Leaves a stream that was refused. False when what was written to it is not there any more. */
  detach(): boolean {
    this.#stream = undefined;
    this.#untaken = 0;
    this.#clock.idle();
    this.sent = this.empty;
    return this.#held !== undefined;
  }

  /** The server has answered: nothing is sent again. */
  commit(): void {
    this.#held = undefined;
  }

  /** Ends the upload, and gives its source up unless it has ended. */
  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#clock.stop();
    this.#wake?.();
    if (!this.#complete) this.#source?.return?.().then(undefined, ignore);
  }

  async #run(): Promise<void> {
    const body = this.#body!;
    const source = (this.#source =
      body instanceof Uint8Array
        ? ([body].values() as unknown as AsyncIterator<Uint8Array>)
        : body[Symbol.asyncIterator]());
    for (let at = await source.next(); !at.done; at = await source.next()) {
      for (let from = 0; from < at.value.length; from += pieceSize) {
        await this.#put(at.value.subarray(from, from + pieceSize));
        if (this.#stopped) return;
      }
      if (this.#stopped) return;
    }
    this.#complete = true;
    if (!this.#stopped) this.#stream?.end();
  }

  /** Writes a piece, and waits until there is room for another. */
  async #put(piece: Uint8Array): Promise<void> {
    while (this.#stream === undefined && !this.#stopped) await this.#woken();
    if (this.#stopped) return;
    this.#heldSize += piece.length;
    if (this.#heldSize <= maxHeld) this.#held?.push(piece);
    else this.#held = undefined;
    const stream = this.#stream!;
    if (this.#write(stream, piece)) return;
    while (this.#stream === stream && stream.writableNeedDrain && !stream.destroyed && !this.#stopped)
      await this.#woken();
  }

  #woken(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }

  #write(stream: ClientHttp2Stream, piece: Uint8Array): boolean {
    const { stalled } = this.#sink;
    if (this.#untaken++ === 0) this.#clock.enter("upload", stalled);
    return stream.write(piece, () => {
      if (this.#stream !== stream) return;
      if (--this.#untaken === 0) this.#clock.idle();
      else this.#clock.enter("upload", stalled);
    });
  }
}

/** The source of an upload that failed anyway may close as it likes. */
function ignore(): void {}
