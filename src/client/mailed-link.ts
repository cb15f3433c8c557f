import type { Process } from '../contract/names.js';
import { page } from '../shared/page.js';
import { writeHistory } from './site-url.js';

/** In the query of a page that the gateway has sent the reader to: the process whose mailed link they came by. */
const arrival = 'sso_link';
/** In the query of a link that was mailed before links led to the gateway. */
const seal = 'sso_seal';
/** What its value begins with → the process. */
const tags: Readonly<Record<string, Process>> = { 'r-': 'registration', 'p-': 'password-forgotten' };
const linked = Object.values(tags);

/** Returns the process whose mailed link the reader came by; `undefined` where they did not, or its element has taken it. */
export function mailedLinkProcess(): Process | undefined {
  const named = new URLSearchParams(location.search).get(arrival);
  return page.link ?? linked.find((process) => process === named);
}

/** Takes the arrival by a link out of the page's address, at once: a reload is none. */
export function holdLink(): void {
  const process = mailedLinkProcess();
  const address = new URL(location.href);
  if (!address.searchParams.has(arrival)) return;
  address.searchParams.delete(arrival);
  writeHistory('replaceState', address);
  page.link = process;
}

/** Returns whether the reader came by a mailed link of this process; it does so once. */
export function takeLink(process: Process): boolean {
  if (page.link !== process) return false;
  page.link = undefined;
  return true;
}

/**
 * Sends a link that was mailed before links led to the gateway on to it. Its secrets leave the address first: the new page's referrer
 * would carry them.
 *
 * @param endpoint the gateway's
 * @param opened the address that the link was made for: its own query stays
 * @param go loads an address in place of this one
 * @returns whether there was such a link
 */
export function forwardLink(
  endpoint: string,
  opened: URL,
  go = (address: string) => location.replace(address),
): boolean {
  const address = new URL(location.href);
  const link = new URLSearchParams(address.search);
  const process = tags[link.get(seal)?.slice(0, 2) ?? ''];
  if (!link.has(seal)) return false;
  address.search = opened.pathname === address.pathname ? opened.search : '';
  address.hash = '';
  writeHistory('replaceState', address);
  if (!process) return false;
  link.set('page', address.pathname + address.search);
  go(`${endpoint}/link/${process}?${link}`);
  return true;
}
