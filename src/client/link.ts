/** What the gateway puts into the address of a mailed link, beside the hosted API's two parameters. */
const seal = 'sso_seal';

/**
 * Takes what a mailed link brought out of the page's address, at once: neither the history nor a referrer nor a script that
 * comes later sees it (EXPERIENCE.md, "Security"). `undefined`: the reader did not come by a link.
 *
 * @param home the address that the link was made for: what it has of its own query stays. All else goes, since how the
 *   parameters with the secrets are named is only known once the settings are here.
 */
export function takeLink(home: URL): URLSearchParams | undefined {
  const address = new URL(location.href);
  const parameters = address.searchParams;
  if (!parameters.has(seal)) return undefined;
  const cleared = new URL(address);
  cleared.search = home.pathname === address.pathname ? home.search : '';
  cleared.hash = '';
  history.replaceState(history.state, '', cleared);
  return parameters;
}
