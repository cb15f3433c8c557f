/** The page that a mailed link leads to: one of this site, on a configured path, with the gateway's seal. */
import type { Log } from '../base/log.js';
import type { ResolvedOptions } from '../options/options.js';
import { Failure } from '../base/failure.js';
import { allowedReturnUrl } from '../request/return-url.js';

/** Characters; the hosted API's limit. */
const longest = 500;
/** The query parameter with the gateway's seal. */
export const sealParameter = 'sso_seal';

/**
 * The absolute address to send, with the seal in its query and without a fragment. `origin`: the page's own. Throws `invalid-request`
 * where the address is not allowed or, with the seal, too long, and logs what to do about it.
 */
export function verificationUrl(
  value: string,
  seal: string,
  origin: string | undefined,
  {
    origins,
    verificationPaths,
    linkParameters,
  }: Pick<ResolvedOptions, 'origins' | 'verificationPaths' | 'linkParameters'>,
  log: Log,
): string {
  const named = URL.canParse(value) ? new URL(value).origin : undefined;
  const base = [origin, named, origins[0]].find((each) => each !== undefined && origins.includes(each));
  const path = base && allowedReturnUrl(value, base, { origins, returnPaths: verificationPaths });
  if (!path) {
    log({
      level: 'warn',
      event: 'verification-url-refused',
      advice: 'use a page of one of the origins, on a path that the option verificationPaths lists',
    });
    throw new Failure('invalid-request');
  }
  const url = new URL(path, base);
  url.hash = '';
  for (const name of Object.values(linkParameters)) url.searchParams.delete(name);
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
