import { configureLocalization, str } from '@lit/localize';
import type { LocaleModule } from '@lit/localize';
import { firstTextsDe } from './de.js';

/** Locale → message ID → text. Mutable: the texts of later screens and a publisher's own are added to it. */
const texts: Record<string, LocaleModule['templates']> = { en: {}, de: firstTextsDe };

type Part = 'steps' | 'account';
type Texts = (tags: { str: typeof str }) => LocaleModule['templates'];

/** The texts beyond the first screen. English stands in the code. */
const later: Partial<Record<string, Record<Part, () => Promise<Texts>>>> = {
  de: {
    steps: async () => (await import('./de-later.js')).stepTextsDe,
    account: async () => (await import('./de-account.js')).accountTextsDe,
  },
};
/** What an element has asked for: from now on a language comes with these texts. */
const wanted = new Set<Part>();

/** Loads texts beyond the first screen; a publisher's own, added before, stay. */
async function load(locale: string, part: Part): Promise<void> {
  const loaded = await later[locale]?.[part]();
  if (loaded) addTexts(locale, { ...loaded({ str }), ...texts[locale] });
}

// The source locale is a name that no page uses, so that English, too, is looked up and can be overridden text by text;
// an ID without an entry falls back to the English text in the code.
const { getLocale, setLocale } = configureLocalization({
  sourceLocale: 'source',
  targetLocales: Object.keys(texts),
  loadLocale: async (locale) => {
    await Promise.all([...wanted].map((part) => load(locale, part).catch(() => undefined)));
    return { templates: texts[locale] ?? {} };
  },
});

export { getLocale };

/**
 * Adds texts to a language, or overrides single ones: message ID → text. Elements show them at their next update.
 *
 * @example
 * ```ts
 * import { addTexts } from 'sso-elements/login';
 *
 * addTexts('en', { 'login.title': 'Sign in to The Daily Example' });
 * ```
 */
export const addTexts = (locale: string, more: LocaleModule['templates']): void => {
  Object.assign(texts[locale] ?? {}, more);
};

/** Has texts beyond the first screen come with every language from now on. Rejects when they cannot be loaded. */
export function loadTexts(part: Part): Promise<void> {
  wanted.add(part);
  return load(getLocale(), part);
}

let first: Element | undefined;
const nearest = (at: Element): HTMLElement => at.closest<HTMLElement>('[lang]') ?? document.documentElement;

/**
 * Follows the language of the page: the nearest `lang` of the first element, else English. There is one language a page;
 * an element below another `lang` is told so. Resolves when the language's first texts are there.
 */
export function followLanguage(element: Element): Promise<void> {
  const speak = () => {
    const language = nearest(first ?? element)
      .lang.slice(0, 2)
      .toLowerCase();
    return setLocale(language in texts ? language : 'en');
  };
  if (!first?.isConnected) {
    first = element;
    // Of the whole document: a `lang` can be put nearer to the element later.
    new MutationObserver(speak).observe(document, { subtree: true, attributeFilter: ['lang'] });
  } else if (nearest(element) !== nearest(first))
    console.warn('sso-elements: one language a page; this element follows the first.', element);
  return speak();
}
