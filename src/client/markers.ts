import { ofDocument } from '../shared/of-document.js';

/** The readable markers (docs/browser-protocol.md, "Cookies that scripts see"). They carry no data, but for `silent`, which is a count of days. */
export type Marker = 'session' | 'flow' | 'adopted' | 'adopting' | 'silent';

/** Returns the cookies that scripts can read; `''` where the browser refuses them. */
export function readableCookies(): string {
  try {
    return ofDocument('cookie');
  } catch {
    // A sandboxed frame.
    return '';
  }
}

/** Whether a marker is among the cookies, by default those of now. */
export const hasMarker = (name: Marker, cookies = readableCookies()): boolean =>
  RegExp(`(^|; )sso_${name}=`).test(cookies);
