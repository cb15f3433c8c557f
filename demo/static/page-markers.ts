/** The page's side of the markers: sets those that a worker asks for, and tells it whether they can be seen. */
import type { Marker } from './cookie-jar.js';
import { expiryOf, type MarkerMessage } from './marker-cookies.js';

/** Returns the cookie as a page assigns it to `document.cookie`. */
export function cookieLine(marker: Marker, secure: boolean): string {
  const { name, value = '', sameSite } = marker;
  const expires = expiryOf(marker);
  return [
    `${name}=${value}`,
    `Path=/`,
    ...(expires === undefined ? [] : [`Expires=${new Date(expires).toUTCString()}`]),
    ...(secure ? ['Secure'] : []),
    `SameSite=${sameSite}`,
  ].join('; ');
}

/** What of a document is used: all of its cookies when read, one when assigned. */
export type CookieDocument = Pick<Document, 'cookie'>;

const isAsWanted = ({ name, value }: Marker, { cookie }: CookieDocument): boolean => {
  const pair = cookie.split('; ').find((each) => each.startsWith(`${name}=`));
  return pair === (value === undefined ? undefined : `${name}=${value}`);
};

/**
 * Sets the markers that the document does not have yet. Returns whether it has all of them then. Where TLS is missing they are set
 * without `Secure`, and with it where that does not help: one that a worker has set is Secure, and only its like replaces it.
 */
export function setMarkers(markers: readonly Marker[], page: CookieDocument, isTls: boolean): boolean {
  for (const marker of markers)
    for (const secure of [isTls, !isTls]) if (!isAsWanted(marker, page)) page.cookie = cookieLine(marker, secure);
  return markers.every((marker) => isAsWanted(marker, page));
}

const isMarkers = (data: unknown): data is MarkerMessage =>
  typeof data === 'object' && data !== null && 'type' in data && data.type === 'markers';

/** Does what the worker asks from now on, even before the document has loaded. */
export function listenForMarkers(workers: ServiceWorkerContainer): void {
  workers.addEventListener('message', ({ data, ports }) => {
    if (isMarkers(data)) ports[0]?.postMessage(setMarkers(data.markers, document, location.protocol === 'https:'));
  });
  // Otherwise messages wait until the document has loaded.
  workers.startMessages();
}
