/** What every page is made from. */
import type { html } from 'hono/html';
import type { Language } from '../../language.js';

/** A piece of markup, its values escaped. */
export type Markup = ReturnType<typeof html>;

/** What a page is made from. */
export interface Visit {
  language: Language;
  /** Whether the address named the language: then links keep it. */
  given: boolean;
  path: string;
  /** Milliseconds since 1970, by the site's clock. */
  now: number;
  /** Where the site runs: on a server, in the page's service worker, or nowhere yet: this page only starts the worker. */
  place: 'server' | 'worker' | 'starting';
  /** Whether subscriptions can be connected, as far as the page is told: what leads there is shown. */
  connects: boolean;
}

/** An address of the site in the language that the reader chose. */
export function link({ given, language }: Pick<Visit, 'given' | 'language'>, path: string, query: Query = {}): string {
  const parameters = new URLSearchParams({ ...query, ...(given && { lang: language }) }).toString();
  return parameters ? `${path}?${parameters}` : path;
}

/** Parameters of an address. */
export type Query = Readonly<Record<string, string>>;
