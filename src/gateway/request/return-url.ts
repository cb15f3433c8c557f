/** Where a reader may return to after sign-in: an address of the page's own origin, below a configured path. */

/** Stands in for the page's origin where the request does not carry it; a path resolves alike on any origin. */
const nowhere = 'https://origin.invalid';

/** How often servers that stand in a row may decode a path. */
const mostDecodings = 3;

/** The path as it stands, and as servers read it that decode slashes and dots before they resolve it: `/account/..%2fadmin` is `/admin` then. */
function spellingsOf(pathname: string): string[] {
  const spellings = [pathname];
  let path = pathname;
  for (let times = 0; times < mostDecodings; times += 1) {
    path = path.replace(/%(?:25|2e|2f|5c)/gi, decodeURIComponent).replaceAll('\\', '/');
    spellings.push(new URL(nowhere + path).pathname);
  }
  return spellings;
}

/**
 * The address as path, query and fragment; `undefined` where it is not allowed. A prefix matches whole segments: `/account` allows
 * `/account/data`, not `/accounting`.
 */
export function allowedReturnUrl(
  value: string,
  origin: string | undefined,
  allowed: { origins: readonly string[]; returnPaths: readonly string[] },
): string | undefined {
  // Browsers rewrite or drop these characters when they parse an address: a way around the checks below.
  if (/[\\\p{Cc}]/u.test(value)) return undefined;
  const base = origin && allowed.origins.includes(origin) ? origin : nowhere;
  if (!value.startsWith('/') && !value.startsWith(`${base}/`)) return undefined;
  if (!URL.canParse(value, base)) return undefined;
  const url = new URL(value, base);
  // Dot segments can leave a path that begins with two slashes, which a browser takes for another host.
  if (url.origin !== base || url.pathname.startsWith('//')) return undefined;
  const isWithin = (path: string) =>
    allowed.returnPaths.some((prefix) => {
      const folder = prefix.endsWith('/') ? prefix : `${prefix}/`;
      return path === prefix || path.startsWith(folder);
    });
  const within = spellingsOf(url.pathname).every(isWithin);
  return within ? url.pathname + url.search + url.hash : undefined;
}
