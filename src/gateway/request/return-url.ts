/** Where a reader may be sent after sign-in: an address of the page's own origin, on a configured path. */

/** Stands for the page's origin where the request does not tell it; a path resolves the same on any. */
const nowhere = 'https://origin.invalid';

/**
 * The address as path, query and fragment, or `undefined` where it is not allowed. A prefix counts up to a path's
 * segment: `/konto` allows `/konto/daten`, not `/kontoauszug`.
 */
export function allowedReturnUrl(
  value: string,
  origin: string | undefined,
  allowed: { origins: readonly string[]; returnPaths: readonly string[] },
): string | undefined {
  // What browsers mend or drop while reading an address is never meant well here.
  if (/[\\\p{Cc}]/u.test(value)) return undefined;
  const base = origin && allowed.origins.includes(origin) ? origin : nowhere;
  if (!value.startsWith('/') && !value.startsWith(`${base}/`)) return undefined;
  if (!URL.canParse(value, base)) return undefined;
  const url = new URL(value, base);
  // Dot segments can leave a path that begins with two slashes: to a browser that is another host.
  if (url.origin !== base || url.pathname.startsWith('//')) return undefined;
  const within = allowed.returnPaths.some((prefix) => {
    const folder = prefix.endsWith('/') ? prefix : `${prefix}/`;
    return url.pathname === prefix || url.pathname.startsWith(folder);
  });
  return within ? url.pathname + url.search + url.hash : undefined;
}
