import { configureLocalization, str } from '@lit/localize';
import type { LocaleModule } from '@lit/localize';
import { firstTextsDe } from './de.js';

/** Locale → message ID → text. Mutable: the texts of later screens and a publisher's own are added. */
const texts: Record<string, LocaleModule['templates']> = { en: {}, de: firstTextsDe };

type Part = 'steps' | 'account';
type Texts = (tags: { str: typeof str }) => LocaleModule['templates'];

/** The texts beyond the first screen; English ones stand in the code. */
const later: Partial<Record<string, Record<Part, () => Promise<Texts>>>> = {
  de: {
    steps: async () => (await import('./de-later.js')).stepTextsDe,
    account: async () => (await import('./de-account.js')).accountTextsDe,
  },
};
/** The parts that elements have requested: a language that is loaded later comes with them. */
const requestedParts = new Set<Part>();

/** Loads texts beyond the first screen; a publisher's own, added before, take precedence. Rejects where they cannot be loaded. */
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
    await Promise.all([...requestedParts].map((part) => load(locale, part).catch(() => undefined)));
    return { templates: texts[locale] ?? {} };
  },
});

export { getLocale };

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
  requestedParts.add(part);
  return load(getLocale(), part);
}

let leader: Element | undefined;
const nearest = (at: Element): HTMLElement => at.closest<HTMLElement>('[lang]') ?? document.documentElement;

/**
 * Follows the language of the page: the nearest `lang` of the first element, else English. There is one language a page; for
 * an element below another `lang` a warning is logged. Resolves when the texts of the first screen are there.
 */
export function followLanguage(element: Element): Promise<void> {
  const apply = () => {
    const language = nearest(leader ?? element)
      .lang.slice(0, 2)
      .toLowerCase();
    return setLocale(language in texts ? language : 'en');
  };
  if (!leader?.isConnected) {
    leader = element;
    // Observes the whole document: a `lang` can be set nearer to the element later.
    new MutationObserver(apply).observe(document, { subtree: true, attributeFilter: ['lang'] });
  } else if (nearest(element) !== nearest(leader))
    console.warn('sso-elements: one language a page; this element follows the first.', element);
  return apply();
}
