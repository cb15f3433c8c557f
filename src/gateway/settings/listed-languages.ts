/** The settings in the languages that the operator lists: nobody makes the gateway read and keep them in hundreds of others. */
import { perSecond } from '../base/budget.js';
import type { SettingsCache } from './settings-cache.js';

/** Renewals that bypass the copies, a second, in all languages together. */
const mostRenewals = 5;

/** A language that is not listed gets the settings of `language`. Renewals beyond the budget get the copy. `now` in milliseconds since 1970. */
export function inListedLanguages(
  cache: SettingsCache,
  { languages, language, now }: { languages: readonly string[]; language: string; now: () => number },
): SettingsCache {
  const served: ReadonlySet<string> = new Set([...languages, language]);
  const listed = (wanted: string) => (served.has(wanted) ? wanted : language);
  const isAffordable = perSecond(mostRenewals, now);
  return {
    read: (wanted, timeout) => cache.read(listed(wanted), timeout),
    isOverdue: cache.isOverdue,
    current: (wanted, timeout) => cache.current(listed(wanted), timeout),
    renew: (wanted, timeout) => (isAffordable() ? cache.renew : cache.read)(listed(wanted), timeout),
  };
}
