/** The language of a page: `?lang=`, else Accept-Language, else English. */
export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];
/** One text in every language. */
export type Texts = Readonly<Record<Language, string>>;

/** Returns the language of a tag such as `de-AT`, or `undefined` if there are no pages in it. */
const languageOfTag = (tag: string): Language | undefined =>
  languages.find((language) => new RegExp(`^${language}(-|$)`, 'i').test(tag.trim()));

/** Returns the language that an Accept-Language header prefers (RFC 9110, 12.5.4). */
function acceptedLanguage(header: string): Language | undefined {
  return header
    .split(',')
    .map((entry) => {
      const [tag = '', ...parameters] = entry.split(';');
      const q = parameters.map((each) => /^\s*q=([\d.]+)\s*$/i.exec(each)?.[1]).find(Boolean);
      return { language: languageOfTag(tag), q: q === undefined ? 1 : Number(q) };
    })
    .filter(({ q }) => q > 0)
    .sort((a, b) => b.q - a.q)
    .find(({ language }) => language !== undefined)?.language;
}

/**
 * @param asked Value of `?lang=`.
 * @param header Accept-Language.
 * @returns `languageInUrl`: whether `?lang=` named a language, which links then keep.
 */
export function languageOf(
  asked: string | undefined,
  header: string | undefined,
): { language: Language; languageInUrl: boolean } {
  const named = languageOfTag(asked ?? '');
  return { language: named ?? acceptedLanguage(header ?? '') ?? 'en', languageInUrl: named !== undefined };
}
