/** Versions of the opt-in's text: a new one begins when the text has changed. */
import { inLanguage } from './hosted-settings-document.js';
import type { OptInVersion, SimulatorContext } from './simulator-state.js';

/** Languages of the merchant whose texts are in the document itself. */
const ownLanguages = ['de', 'en'] as const;

/** Returns the version of the present text, and begins it where the text has changed. `undefined`: there is no active text. */
export function currentOptInVersion({ state, now }: SimulatorContext): OptInVersion | undefined {
  const { document, texts, optInVersions } = state;
  if (!document.settings.ssoOptIn) return undefined;
  const translations = [...new Set([...ownLanguages, ...Object.keys(texts)])].flatMap((language) => {
    const { ssoOptInText: text } = inLanguage(document, texts, language);
    return text ? [{ language, ssoText: text, checkoutText: text, preferred: false }] : [];
  });
  const [first] = translations;
  if (!first) return undefined;
  first.preferred = true;
  const last = optInVersions.at(-1);
  if (last && JSON.stringify(last.translations) === JSON.stringify(translations)) return last;
  const customerOptInId = optInVersions.length + 1;
  const activationTime = new Date(now()).toISOString();
  const version = { customerOptInId, uniqueId: `advertising-${customerOptInId}`, activationTime, translations };
  optInVersions.push(version);
  return version;
}
