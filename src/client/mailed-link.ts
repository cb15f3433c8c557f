import { linkTags } from '../contract/link-tags.js';
import type { Process } from '../contract/names.js';

/** What the gateway puts into the address of a mailed link, beside the hosted API's two parameters. */
const seal = 'sso_seal';

/** What was taken out of the address and nobody has used yet: another element of the page may be the one that it is for. */
let held: URLSearchParams | undefined;

/** The process that a mailed link is for; `''`: it does not say. `undefined`: the reader did not come by a link. */
export function mailedLinkProcess(): Process | '' | undefined {
  const sealed = (held ?? new URLSearchParams(location.search)).get(seal);
  const tag = sealed?.slice(0, 2) ?? '';
  return sealed === null ? undefined : Object.hasOwn(linkTags, tag) ? linkTags[tag as keyof typeof linkTags] : '';
}

/**
 * Takes what a mailed link brought out of the page's address, at once: neither the history nor a referrer nor a script that
 * comes later sees it (docs/security-model.md).
 *
 * @param home the address that the link was made for: what it has of its own query stays. All else goes, since how the
 *   parameters with the secrets are named is only known once the settings are here.
 */
export function holdLink(home: URL): void {
  const address = new URL(location.href);
  const parameters = address.searchParams;
  if (!parameters.has(seal)) return;
  const cleared = new URL(address);
  cleared.search = home.pathname === address.pathname ? home.search : '';
  cleared.hash = '';
  history.replaceState(history.state, '', cleared);
  held = parameters;
}

/** Hands out what a mailed link brought, once. `undefined`: there was none, or another element has it. */
export function takeLink(): URLSearchParams | undefined {
  const link = held;
  held = undefined;
  return link;
}
