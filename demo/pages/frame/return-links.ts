/** Where a reader goes after sign-in, whichever process led to it. */
import type { PageContent } from './layout.js';
import { link, type PageContext } from './page-context.js';

/** The reader’s consents on the account page: an address for e-mails, with nothing in it but the way. */
export const consentsPath = '/account#advertising';

/** Pages that a sign-in can lead back to, and the `source` that the hosted API logs for them. */
const targets: Readonly<Record<string, { source?: string }>> = {
  '/': {},
  '/article': { source: 'article' },
  '/account': {},
  [consentsPath]: {},
};

export interface ReturnLinks {
  /** For `return-url`. */
  url: string;
  source: string | undefined;
  /** Returns the URL of a page that keeps `next`. */
  to(path: string): string;
  /** For the page's own links: they keep `next`. */
  preserved: Pick<PageContent, 'query' | 'next'>;
}

/** @param next Path from `?next=`. Anything that is not listed above counts as the front page. */
export function returnLinks(context: PageContext, next: string | undefined): ReturnLinks {
  const target = next !== undefined && Object.hasOwn(targets, next) ? next : '/';
  const query = target === '/' ? {} : { next: target };
  return {
    url: link(context, target),
    source: targets[target]?.source,
    to: (path) => link(context, path, query),
    preserved: target === '/' ? {} : { query, next: target },
  };
}
