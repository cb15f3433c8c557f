import type { Marker } from './markers.js';

/**
 * Sets a marker that is the page's own to set; with 0 deletes it. A browser that keeps no cookies does not.
 *
 * @param seconds how long it lasts
 * @param value a count, where it is one
 */
export function setMarker(name: Extract<Marker, 'adopted' | 'adopting' | 'silent'>, seconds: number, value = 1): void {
  // Browsers that refuse Secure cookies on http://localhost would keep none at all.
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  const cookie = `sso_${name}=${value}; Path=/; Max-Age=${seconds}${secure}; SameSite=Lax`;
  try {
    Reflect.set(Document.prototype, 'cookie', cookie, document);
  } catch {
    // A sandboxed frame.
  }
}
