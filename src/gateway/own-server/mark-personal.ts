/** What a response that one reader gets says to caches. */

/** Headers of a response, as far as they are looked at. */
export interface ResponseHeaders {
  get(name: string): string | null;
  set(name: string, value: string): unknown;
  append(name: string, value: string): unknown;
  delete(name: string): unknown;
}

/** What some shared caches heed more than `Cache-Control`. */
const forCaches = [
  'CDN-Cache-Control',
  'Cloudflare-CDN-Cache-Control',
  'Vercel-CDN-Cache-Control',
  'Netlify-CDN-Cache-Control',
  'Surrogate-Control',
  'Edge-Control',
  'X-Accel-Expires',
];

/** Directives are parted by commas; text in quotation marks may hold some. */
const directive = /(?:[^,"]|"[^"]*"?)+/g;
/** What lets a shared cache keep a response, and `private` for some headers alone. */
const forShared = /^(?:public|s-maxage|private)(?:\s*=|$)/i;

/** The same for the reader's browser, and nothing for shared caches. */
function ownOnly(cacheControl: string): string {
  const all = Array.from(cacheControl.matchAll(directive), ([each]) => each.trim()).filter(Boolean);
  const kept = all.filter((each) => !forShared.test(each));
  return (kept.some((each) => /^no-store$/i.test(each)) ? kept : ['private', ...kept]).join(', ');
}

/**
 * Marks a response as one reader's own: no shared cache keeps it. Where it says nothing to caches the browser keeps it neither; where it says
 * something, that counts for the browser. One with a session's cookie is kept nowhere in any case.
 */
export function markPersonal(headers: ResponseHeaders, setCookies: readonly string[]): void {
  for (const line of setCookies) headers.append('Set-Cookie', line);
  const vary = headers.get('Vary') ?? '';
  if (!/(^|[,\s])(cookie|\*)([,\s]|$)/i.test(vary)) headers.append('Vary', 'Cookie');
  for (const name of forCaches) headers.delete(name);
  const said = headers.get('Cache-Control');
  const isKept = setCookies.length === 0 && said !== null;
  headers.set('Cache-Control', isKept ? ownOnly(said) : 'private, no-store');
}
