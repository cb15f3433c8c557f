import { linkTags } from '../contract/link-tags.js';
import type { Process } from '../contract/names.js';
import { page } from '../shared/page.js';

/** The parameter that the gateway adds to a mailed link, beside the hosted API's two. */
const seal = 'sso_seal';

/** Returns the process that a mailed link is for; `''` where it names none, `undefined` where the reader did not come by a link. */
export function mailedLinkProcess(): Process | '' | undefined {
  const sealed = (page.link ?? new URLSearchParams(location.search)).get(seal);
  const tag = sealed?.slice(0, 2) ?? '';
  return sealed === null ? undefined : Object.hasOwn(linkTags, tag) ? linkTags[tag as keyof typeof linkTags] : '';
}

/**
 * Takes the parameters of a mailed link out of the page's address, at once: neither the history nor a referrer nor a script that
 * comes later sees them (docs/security-model.md).
 *
 * @param opened the address that the link was made for: its own query stays. All else goes, since the names of the
 *   parameters with the secrets are known only once the settings are loaded.
 */
export function holdLink(opened: URL): void {
  const address = new URL(location.href);
  const parameters = address.searchParams;
  if (!parameters.has(seal)) return;
  const cleared = new URL(address);
  cleared.search = opened.pathname === address.pathname ? opened.search : '';
  cleared.hash = '';
  history.replaceState(history.state, '', cleared);
  page.link = parameters;
}

/** Returns the parameters of a mailed link, once; `undefined` where there was none, or another element has taken it. */
export function takeLink(): URLSearchParams | undefined {
  const { link } = page;
  page.link = undefined;
  return link;
}
