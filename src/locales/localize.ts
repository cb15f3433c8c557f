import type { LocaleModule } from '@lit/localize';
import type { ReactiveControllerHost } from 'lit';
import { ofDocument } from '../shared/of-document.js';
import { page } from '../shared/page.js';
import { firstTextsDe } from './de.js';
import { str } from './messages.js';

const { texts, parts, hosts } = page;
texts['de'] ??= firstTextsDe;

type Part = 'steps' | 'account';
type Texts = (tags: { str: typeof str }) => LocaleModule['templates'];

/** The texts beyond the first screen; English ones stand in the code. */
const later: Partial<Record<string, Record<string, () => Promise<Texts>>>> = {
  de: {
    steps: async () => (await import('./de-later.js')).stepTextsDe,
    account: async () => (await import('./de-account.js')).accountTextsDe,
  } satisfies Record<Part, unknown>,
};

/** Loads texts beyond the first screen; a publisher's own, added before, take precedence. Rejects where they cannot be loaded. */
async function load(locale: string, part: string): Promise<void> {
  const loaded = await later[locale]?.[part]?.();
  if (loaded) addTexts(locale, { ...loaded({ str }), ...texts[locale] });
}

/** Returns the language of the page; `''`: it is not known yet. */
export const getLocale = (): string => page.locale;

/** Sets the language once its texts are there, and has the elements drawn again. Never rejects. */
async function setLocale(locale: string): Promise<void> {
  page.next = locale;
  await Promise.all([...parts].map((part) => load(locale, part).catch(() => undefined)));
  if (page.next !== locale) return setLocale(page.next);
  if (page.locale === locale) return;
  page.locale = locale;
  for (const host of hosts) host.requestUpdate();
}

/**
 * Adds texts to a language, or overrides single ones. Elements show them at their next update.
 *
 * @example
 * ```ts
 * import { addTexts } from 'sso-elements/login';
 *
 * addTexts('en', { 'login.title': 'Sign in to The Daily Example' });
 * ```
 *
 * @param locale ISO 639-1 code of a language that there is, `en` or `de`; others are ignored
 * @param more message ID (docs/texts.md) → text
 */
export const addTexts = (locale: string, more: LocaleModule['templates']): void => {
  Object.assign(texts[locale] ?? {}, more);
};

/** Loads texts beyond the first screen, now and with every language from now on. Rejects where they cannot be loaded. */
export function loadTexts(part: Part): Promise<void> {
  parts.add(part);
  return load(page.locale, part);
}

const nearest = (at: Element): HTMLElement => at.closest<HTMLElement>('[lang]') ?? ofDocument('documentElement');

/**
 * Follows the language of the page, from now on: the nearest `lang` of the first element, else English. There is one language a
 * page; for an element below another `lang` a warning is logged. Resolves when the texts that are shown first are there.
 */
export function followLanguage(element: ReactiveControllerHost & Element): Promise<void> {
  element.addController({
    hostConnected: () => hosts.add(element),
    hostDisconnected: () => hosts.delete(element),
  });
  const apply = () => {
    const language = nearest(page.leader ?? element)
      .lang.slice(0, 2)
      .toLowerCase();
    return setLocale(language in texts ? language : 'en');
  };
  if (!page.leader?.isConnected) {
    page.leader = element;
    // Observes the whole document: a `lang` can be set nearer to the element later.
    new MutationObserver(apply).observe(document, { subtree: true, attributeFilter: ['lang'] });
  } else if (nearest(element) !== nearest(page.leader))
    console.warn('sso-elements: one language a page; this element follows the first.', element);
  return apply();
}
