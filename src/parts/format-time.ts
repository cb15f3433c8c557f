/** The reader's own varieties of a language, and the language itself: `en-GB` before `en`. What a browser lists may be nonsense. */
export const readerLocales = (language: string): string[] => [
  ...[navigator.languages]
    .flat()
    .filter((each: unknown): each is string => typeof each === 'string' && each.startsWith(language)),
  language,
];

/** Returns a date and a time in the first of the locales that the browser takes. Never throws. */
export function formatTime(at: Date, locales: readonly string[], dateStyle: 'long' | 'medium'): string {
  for (const locale of locales)
    try {
      return new Intl.DateTimeFormat(locale, { dateStyle, timeStyle: 'short' }).format(at);
    } catch {
      // No locale, or none that this browser has: the next one.
    }
  return at.toISOString().slice(0, 16).replace('T', ' ');
}
