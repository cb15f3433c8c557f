/**
 * The address of a mailed link. It leads to a route of the gateway, `link/{process}`, which takes the secrets out of it and sends the browser on
 * to a page of this site, on a configured path.
 */
import type { Log } from '../base/log.js';
import type { ResolvedOptions } from '../options/options.js';
import { Failure } from '../base/failure.js';
import { allowedReturnUrl } from '../request/return-url.js';
import type { LinkProcess } from '../sealed/link-seal.js';

/** Characters; the hosted API's limit. */
const longest = 500;
/** The query parameters with the gateway's seal, and with the page to go on to. */
export const sealParameter = 'sso_seal';
export const pageParameter = 'page';
/** In the query of the page: the process whose link the reader came by. It carries nothing else. */
export const arrivalParameter = 'sso_link';
/** Paths below the base path, by process. */
export const linkPaths = {
  registration: 'link/registration',
  'password-forgotten': 'link/password-forgotten',
} as const satisfies Record<LinkProcess, string>;

type Allowed = Pick<ResolvedOptions, 'origins' | 'verificationPaths' | 'linkParameters' | 'publicPath'>;

/** The page as a path of its origin, with its query and without a fragment; `undefined` where it is not allowed. */
export function verificationPage(
  value: string,
  base: string | undefined,
  { origins, verificationPaths, linkParameters }: Omit<Allowed, 'publicPath'>,
): URL | undefined {
  const path = base && allowedReturnUrl(value, base, { origins, returnPaths: verificationPaths });
  if (!path) return undefined;
  const url = new URL(path, base);
  url.hash = '';
  for (const name of [...Object.values(linkParameters), sealParameter, arrivalParameter]) url.searchParams.delete(name);
  return url;
}

/**
 * The absolute address to send. `origin`: the page's own. Throws `invalid-request` where the page is not allowed or the address, with the
 * seal, too long, and logs what to do about it.
 */
export function mailedLinkAddress(
  process: LinkProcess,
  { page: value, seal }: { page: string; seal: string },
  origin: string | undefined,
  allowed: Allowed,
  log: Log,
): string {
  const { origins, publicPath } = allowed;
  const named = URL.canParse(value) ? new URL(value).origin : undefined;
  const base = [origin, named, origins[0]].find((each) => each !== undefined && origins.includes(each));
  const page = verificationPage(value, base, allowed);
  if (!page) {
    log({
      level: 'warn',
      event: 'verification-url-refused',
      advice: 'use a page of one of the origins, on a path that the option verificationPaths lists',
    });
    throw new Failure('invalid-request');
  }
  const url = new URL(`${publicPath}/${linkPaths[process]}`, base);
  url.searchParams.set(pageParameter, page.pathname + page.search);
  url.searchParams.set(sealParameter, seal);
  if (url.href.length > longest) {
    log({
      level: 'warn',
      event: 'verification-url-too-long',
      characters: url.href.length,
      most: longest,
      advice: 'use a shorter address: with the seal it may have 500 characters',
    });
    throw new Failure('invalid-request');
  }
  return url.href;
}
