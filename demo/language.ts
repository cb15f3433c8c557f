/** The language of a page: `?lang=`, else Accept-Language, else English. */
export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];
/** One text in each language. */
export type Texts = Readonly<Record<Language, string>>;

/** The language that a tag such as `de-AT` names, if there are pages in it. */
const known = (tag: string): Language | undefined =>
  languages.find((language) => new RegExp(`^${language}(-|$)`, 'i').test(tag.trim()));

/** The language of the pages that an Accept-Language header likes best (RFC 9110, 12.5.4). */
function accepted(header: string): Language | undefined {
  return header
    .split(',')
    .map((entry) => {
      const [tag = '', ...parameters] = entry.split(';');
      const q = parameters.map((each) => /^\s*q=([\d.]+)\s*$/i.exec(each)?.[1]).find(Boolean);
      return { language: known(tag), q: q === undefined ? 1 : Number(q) };
    })
    .filter(({ q }) => q > 0)
    .sort((a, b) => b.q - a.q)
    .find(({ language }) => language !== undefined)?.language;
}

/** @param asked Value of `?lang=`. `given`: whether it named a language, which links then keep. */
export function languageOf(
  asked: string | undefined,
  header: string | undefined,
): { language: Language; given: boolean } {
  const named = known(asked ?? '');
  return { language: named ?? accepted(header ?? '') ?? 'en', given: named !== undefined };
}
