/**
 * A request as far as the gateway reads it. A host that has no `Request` need not make one: that costs more than to answer from a cache. The operator's
 * ports always get a whole one.
 */
export interface PlainRequest extends Pick<Request, 'method' | 'url' | 'bodyUsed' | 'blob'> {
  readonly body: ReadableStream<Uint8Array> | null;
  readonly headers: Pick<Headers, 'get' | 'has'>;
  /** Makes the whole of it; absent from what is whole. */
  toWhole?(): Request;
}

/** The whole of a request: itself, where it is one. */
export const wholeOf = (request: PlainRequest): Request => request.toWhole?.() ?? (request as Request);
