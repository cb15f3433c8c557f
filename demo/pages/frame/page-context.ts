/** The context that every page is rendered from, and links within the site. */
import type { html } from 'hono/html';
import type { Language } from '../../texts/language.js';

/** A piece of markup whose values are escaped. */
export type Markup = ReturnType<typeof html>;

/** Who asks for which page, when, and what the site can do for them. */
export interface PageContext {
  language: Language;
  /** Whether `?lang=` chose the language. Links then keep the parameter. */
  languageInUrl: boolean;
  path: string;
  /** Milliseconds since 1970, by the demo's clock, which its controls can move ahead. */
  now: number;
  /** What renders the page: a server, the service worker, or `build:demo` for a page that only starts the worker. */
  runtime: 'server' | 'worker' | 'starting';
  /** Whether the simulator answers, not the hosted API. */
  isSimulated: boolean;
  /** Whether subscriptions can be connected. Otherwise nothing links to `/connect`. */
  canConnect: boolean;
  /** Whether the site asks for a captcha. */
  hasCaptcha: boolean;
}

/** Returns the URL of a page, with `lang` if the reader chose the language. A fragment stays at its end. */
export function link(
  { languageInUrl, language }: Pick<PageContext, 'languageInUrl' | 'language'>,
  path: string,
  query: Query = {},
): string {
  const [page = '', ...fragment] = path.split(/(?=#)/);
  const parameters = new URLSearchParams({ ...query, ...(languageInUrl && { lang: language }) }).toString();
  return [page, ...(parameters ? [`?${parameters}`] : []), ...fragment].join('');
}

/** Query parameters. */
export type Query = Readonly<Record<string, string>>;
