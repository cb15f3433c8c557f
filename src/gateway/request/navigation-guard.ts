/** The guard of the routes that a reader's browser goes to, from wherever it stands. No script calls them. */
import { Failure } from '../base/failure.js';
import type { PlainRequest } from '../base/plain-request.js';

/**
 * Throws `request-refused` where the browser says that it loads anything but a page of the reader's own: for a script, a frame, an image, or
 * ahead of time. Returns whether it says that it loads a document. Programs and old browsers say nothing; a service worker that passes a
 * navigation on says that it is one, and not of what.
 */
export function guardNavigation({ headers }: PlainRequest): boolean {
  const destination = headers.get('sec-fetch-dest');
  const isDocument = destination === 'document';
  const isPassedOn = destination === 'empty' && headers.get('sec-fetch-mode') === 'navigate';
  const isAhead = /prefetch/i.test(`${headers.get('sec-purpose')} ${headers.get('purpose')}`);
  if (isAhead || !(isDocument || isPassedOn || destination === null)) throw new Failure('request-refused');
  return isDocument;
}
