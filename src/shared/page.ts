import type { LocaleModule } from '@lit/localize';
import type { ReactiveControllerHost } from 'lit';
import type { Process } from '../contract/names.js';

/** The package's version. */
export const version = '0.1.0';

/** What the scripts of a page share, each of which may be a tag's own file with a copy of everything in it. */
export interface Page {
  version: string;
  /** Locale → message ID → text: those of the first screen, of later ones as they come, and a publisher's own. */
  texts: Record<string, LocaleModule['templates']>;
  /** The texts beyond the first screen that elements have requested: a language that is loaded later comes with them. */
  parts: Set<string>;
  /** The language of the page, once it is known; `next`: the one that is on its way. */
  locale: string;
  next?: string;
  /** The element whose language is the page's. */
  leader?: Element;
  /** The elements that are drawn again in another language. */
  hosts: Set<ReactiveControllerHost>;
  /** The process whose mailed link the reader came by, until its element has taken it. It may be another tag's. */
  link?: Process | undefined;
}

const own: Page = { version, texts: { en: {} }, parts: new Set(), locale: '', hosts: new Set() };
const first = ((globalThis as unknown as Record<symbol, Page>)[Symbol.for('sso-elements')] ??= own);

// What another version makes of it is its own matter.
if (first.version !== version)
  console.error(
    `sso-elements: versions ${first.version} and ${version} on this page; load sso-elements.js of one of them instead; see docs/elements.md.`,
  );

/** The page's own, wherever its scripts are of one version. */
export const page: Page = first.version === version ? first : own;
