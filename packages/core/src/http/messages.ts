/** A request as a transport sends it. */
export interface HttpRequest {
  method: string;
  /** The exact bytes to send; a transport never parses and re-prints it. */
  url: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  body?: Uint8Array | AsyncIterable<Uint8Array>;
}

/** A response as a transport hands it over. */
export interface HttpResponse {
  status: number;
  /** Names in lower case; repeated headers joined with a comma and a space. */
  headers: Record<string, string>;
  body: Uint8Array | AsyncIterable<Uint8Array>;
}

/** A response whose body has been read. */
export interface BufferedResponse extends HttpResponse {
  body: Uint8Array;
}

/** Bounds on the phases of one attempt, in milliseconds; 0 turns a bound off. */
export interface Timeouts {
  /** Name look-up, TCP and TLS. Default 3,100. */
  connect: number;
  /** Waiting for a free connection of the pool. Default 10,000. */
  acquire: number;
  /** From the end of the request to the head of the response. Default 60,000. */
  headers: number;
  /** Silence within a buffered body. Default 60,000. */
  body: number;
  /** Silence within a streamed body while its consumer waits. Default 20,000. */
  stream: number;
  /** Upload: no byte accepted. Default 20,000. */
  upload: number;
  /** One attempt, from the pool to the buffered body. Default 0 (off). */
  attempt: number;
  /** The whole call: credentials, attempts and the waits between them. Default 0 (off). */
  operation: number;
}

/** What a transport is told about a request besides the request. */
export interface TransportOptions {
  /** The caller reads the body itself, as a stream; otherwise the transport may hand it over whole. */
  stream: boolean;
  /** Bound on a body that is handed over whole, in bytes. */
  maxBodyBytes?: number;
  signal?: AbortSignal | undefined;
  timeouts: Timeouts;
  /** The request goes to this machine or its network, with secrets: through no proxy. */
  direct?: true;
  /**
   * Given when request and response flow at the same time (bidirectional event streams, which services take over HTTP/2
   * alone): opens a transport that can do that. One that cannot passes the request on to it.
   */
  duplex?: ((options: object) => Transport) | undefined;
}

/** Sends requests. Users replace it; tests stub it. It never retries and never follows a redirect. */
export interface Transport {
  handle(request: HttpRequest, options: TransportOptions): Promise<HttpResponse>;
  /** Closes idle connections and settles what is in flight. */
  destroy?(): void;
}
