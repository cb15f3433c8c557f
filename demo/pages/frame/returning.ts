/** Where a reader goes on after sign-in, whichever process led to it. */
import type { Page } from './layout.js';
import { link, type Visit } from './visit.js';

/** Pages that a sign-in can lead back to, and what the hosted API's log gets told of them. */
const targets: Readonly<Record<string, { source?: string }>> = { '/': {}, '/article': { source: 'article' } };

export interface Returning {
  /** For `return-url`. */
  url: string;
  source: string | undefined;
  /** A page of the site that keeps where the reader came from. */
  to(path: string): string;
  /** For the page: what its links keep. */
  kept: Pick<Page, 'query' | 'next'>;
}

/** @param next A page of the site; any but those counts as the front page. */
export function returning(visit: Visit, next: string | undefined): Returning {
  const target = next !== undefined && Object.hasOwn(targets, next) ? next : '/';
  const query = target === '/' ? {} : { next: target };
  return {
    url: link(visit, target),
    source: targets[target]?.source,
    to: (path) => link(visit, path, query),
    kept: target === '/' ? {} : { query, next: target },
  };
}
