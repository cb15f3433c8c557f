/**
 * Returns an address in full, as of this page; one that is none comes back as it is. Relative to the page's own address, or to its
 * origin where that is no base (`about:srcdoc`, `blob:`), and never to its `<base>`, which may be of another host.
 */
export function siteUrl(to: string): string {
  const base = [location.href, globalThis.origin].find((each) => URL.canParse('/', each));
  return URL.canParse(to, base) ? new URL(to, base).href : to;
}

/** Writes an address into the page's history, where the browser allows it: a sandboxed frame may not, nor may who does so too often. */
export function writeHistory(method: 'pushState' | 'replaceState', address: URL): void {
  try {
    history[method](history.state, '', address);
  } catch {
    // The page goes on without it.
  }
}
